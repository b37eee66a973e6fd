import { expect, test } from 'bun:test'
import { chmodSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { systemClock } from '../../clock.ts'
import { type ChildOptions, findCommand, runChild } from './child.ts'

const find = (command: string, env: Record<string, string>, cwd: string) => {
  const found = findCommand(command, { env, cwd, platform: 'linux' })
  return 'path' in found ? found.path : [found.code, found.error.sentence]
}

test('a command is what a shell would start, or a sentence and the exit code of a shell', () => {
  using scratch = makeScratch()
  const tool = scratch.write('bin/tool', '#!/bin/sh\n', 0o700)
  scratch.write('other/tool', 'not executable')
  scratch.write('other/data', 'not executable')
  scratch.write('other/dir/file', '')
  const env = { PATH: `${scratch.path('none')}:${scratch.path('other')}:${scratch.path('bin')}` }
  expect({
    inPath: find('tool', env, '/'),
    relative: find('./bin/tool', env, scratch.root),
    absolute: find(tool, {}, '/'),
    notExecutable: find('data', env, '/'),
    notThere: find('nosuch', env, '/'),
    noPath: find('tool', {}, '/'),
    badPath: find('./nosuch', env, scratch.root),
    directory: find('dir', env, '/'),
  }).toEqual({
    inPath: tool,
    relative: tool,
    absolute: tool,
    notExecutable: [126, `${scratch.path('other/data')} may not be executed. Make it executable (chmod +x).`],
    notThere: [127, 'The command nosuch was not found. Check its name and PATH.'],
    noPath: [127, 'The command tool was not found. Check its name and PATH.'],
    badPath: [127, 'The command ./nosuch was not found. Check the path.'],
    directory: [127, 'The command dir was not found. Check its name and PATH.'],
  })
})

const options = (args: string[], more: Partial<ChildOptions> = {}): ChildOptions => ({
  path: '/bin/sh',
  name: 'sh',
  args,
  env: {},
  cwd: '/',
  platform: process.platform,
  clock: systemClock,
  ...more,
})

test.each([
  ['exit 0', { code: 0, signal: null }],
  ['exit 7', { code: 7, signal: null }],
  ['kill -TERM $$', { code: 143, signal: 'SIGTERM' }],
  ['kill -KILL $$', { code: 137, signal: 'SIGKILL' }],
  ['kill -INT $$', { code: 130, signal: 'SIGINT' }],
])('a child that does `%s` ends so', async (script, end) => {
  expect(await runChild(options(['-c', script]))).toEqual(end as Awaited<ReturnType<typeof runChild>>)
})

test('it sees its own name, its directory and exactly the environment it was given', async () => {
  using scratch = makeScratch()
  const script = `{ echo "$0"; pwd; env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD=; } > out`
  await runChild(options(['-c', script, 'name'], { cwd: scratch.root, env: { ONE: '1', PATH: '/usr/bin:/bin' } }))
  expect(scratch.read('out').trim().split('\n').sort()).toEqual(
    ['ONE=1', 'PATH=/usr/bin:/bin', 'name', scratch.root].sort(),
  )
})

test('a program that is none for this machine is said so', async () => {
  using scratch = makeScratch()
  const path = scratch.write('tool', '\x7fELF but not really')
  chmodSync(path, 0o700)
  await expect(runChild(options([], { path }))).rejects.toMatchObject({
    code: 'command-not-found',
    message: `${path} could not be started.`,
  })
})

test('nothing of ours stays: no signal handler, no guard', async () => {
  const signals = [
    'SIGTERM',
    'SIGHUP',
    'SIGUSR1',
    'SIGUSR2',
    'SIGINT',
    'SIGQUIT',
    'SIGCHLD',
    'SIGCONT',
    'SIGTSTP',
  ] as const
  const count = () => signals.map((signal) => process.listenerCount(signal))
  const children = () => Bun.spawnSync(['ps', '-o', 'args=', '--ppid', String(process.pid)]).stdout.toString()
  const before = count()
  await runChild(options(['-c', 'exit 0']))
  expect(count()).toEqual(before)
  expect(children()).not.toContain('warmkey-guard')
})
