import { describe, expect, test } from 'bun:test'
import { writeFileSync } from 'node:fs'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { isRunning } from '../../test/kit/processes.ts'
import { makeScratch, type Scratch } from '../../test/kit/scratch.ts'
import { until } from '../../test/kit/until.ts'
import { systemClock } from '../clock.ts'
import { type ChildOptions, runChild } from './child.ts'

const path = { PATH: '/usr/local/bin:/usr/bin:/bin' }

const options = (scratch: Scratch, script: string): ChildOptions => ({
  argv: ['/bin/sh', '-c', script],
  env: path,
  cwd: scratch.root,
  clock: systemClock,
  timeoutMs: 60_000,
  signal: new AbortController().signal,
})

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const pidIn = (scratch: Scratch, name: string) => Number(scratch.read(name))

describe('a program that ends by itself', () => {
  test('gives its code and what it printed', async () => {
    using scratch = makeScratch()
    const end = await runChild(options(scratch, 'printf out; printf err >&2; exit 3'))
    expect(end).toMatchObject({ how: 'exited', code: 3, stderr: 'err' })
    expect(end.how === 'exited' && text(end.stdout)).toBe('out')
  })

  test('has its environment, its directory, nothing on stdin, and a group of its own', async () => {
    using scratch = makeScratch()
    const script =
      'echo $ONLY; pwd -P; wc -c; ps -o pgid= -p $$; echo $$; env | grep -vcE "^(PATH|ONLY|PWD|OLDPWD|SHLVL|_)="'
    const end = await runChild({ ...options(scratch, script), env: { ...path, ONLY: 'this' } })
    const lines =
      end.how === 'exited'
        ? text(end.stdout)
            .split('\n')
            .map((line) => line.trim())
        : []
    expect(lines.slice(0, 3)).toEqual(['this', scratch.root, '0'])
    expect(lines[3]).toBe(lines[4])
    expect(lines[5]).toBe('0')
  })

  test('may be ended by a signal', async () => {
    using scratch = makeScratch()
    expect(await runChild(options(scratch, 'echo why >&2; kill -KILL $$'))).toEqual({
      how: 'killed',
      signal: 'SIGKILL',
      stderr: 'why\n',
    })
  })

  test('is not waited for by what it leaves behind, which goes on', async () => {
    using scratch = makeScratch()
    const end = await runChild(options(scratch, 'sleep 300 & echo $!'))
    expect(end).toMatchObject({ how: 'exited', code: 0 })
    const left = Number(end.how === 'exited' && text(end.stdout))
    expect(isRunning(left)).toBe(true)
    process.kill(left)
  })

  test('leaves no timer', async () => {
    using scratch = makeScratch()
    const clock = createFakeClock()
    await runChild({ ...options(scratch, 'true'), clock })
    expect(clock.timers).toBe(0)
  })

  test('of what it says on stderr the last 4 KiB are kept', async () => {
    using scratch = makeScratch()
    const end = await runChild(options(scratch, 'yes | head -c 300000 >&2; echo the end >&2'))
    const stderr = end.how === 'exited' ? end.stderr : ''
    expect([stderr.length, stderr.endsWith('y\nthe end\n')]).toEqual([4_096, true])
  })
})

describe('a program that cannot be started', () => {
  test.each([
    ['because there is none', ['/nowhere/mint'], 'no-program'],
    ['because PATH has none', ['no-such-program-here'], 'no-program'],
    ['because it is a directory', ['/etc'], 'no-permission'],
  ])('%s', async (_, argv, why) => {
    using scratch = makeScratch()
    const end = await runChild({ ...options(scratch, ''), argv: argv as [string] })
    expect(end).toMatchObject({ how: 'not-started', why: why as 'no-program' })
  })

  test('because it is not executable', async () => {
    using scratch = makeScratch()
    const program = scratch.write('mint', '#!/bin/sh\necho k\n', 0o600)
    expect(await runChild({ ...options(scratch, ''), argv: [program] })).toMatchObject({
      how: 'not-started',
      why: 'no-permission',
    })
  })

  test('because it is for another processor', async () => {
    using scratch = makeScratch()
    // The head of a program in the format of Linux, for a processor of number 9999 (ELF, e_machine).
    const head = Buffer.alloc(64)
    head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
    head.writeUInt16LE(2, 16)
    head.writeUInt16LE(9999, 18)
    const program = scratch.write('mint', '', 0o700)
    writeFileSync(program, head)
    expect(await runChild({ ...options(scratch, ''), argv: [program] })).toMatchObject({
      how: 'not-started',
      why: 'other',
      code: 'ENOEXEC',
    })
  })

  test('because its directory is none', async () => {
    using scratch = makeScratch()
    const end = await runChild({ ...options(scratch, 'true'), cwd: scratch.path('nowhere') })
    expect(end).toMatchObject({ how: 'not-started', why: 'no-directory' })
  })

  test('because it was called off before', async () => {
    using scratch = makeScratch()
    const end = await runChild({ ...options(scratch, 'echo > started'), signal: AbortSignal.abort() })
    expect(end).toEqual({ how: 'aborted' })
    expect(scratch.read('started')).toBe('')
  })
})

describe('a program that has to be ended', () => {
  /** A shell, its child, and a grandchild in the background, each with its number in a file. `trap` goes before. */
  const family = (trap: string) =>
    `${trap} echo waiting >&2; echo $$ > shell; (${trap} sh -c '${trap} echo $$ > grandchild; while :; do sleep 300; done') & echo $! > child; while :; do sleep 300; done`
  const members = ['shell', 'child', 'grandchild']
  const born = (scratch: Scratch) => until(() => members.every((name) => pidIn(scratch, name) > 0))
  const running = (scratch: Scratch) => members.filter((name) => isRunning(pidIn(scratch, name)))

  test('at its limit goes with everything it started', async () => {
    using scratch = makeScratch()
    const clock = createFakeClock()
    const ended = runChild({ ...options(scratch, family('')), clock, timeoutMs: 30_000 })
    await born(scratch)
    expect(running(scratch)).toEqual(members)
    await clock.advance(29_999)
    expect(running(scratch)).toEqual(members)
    await clock.advance(1)
    await until(() => running(scratch).length === 0)
    await clock.advance(2_000)
    expect(await ended).toEqual({ how: 'too-long', stderr: 'waiting\n' })
    expect(clock.timers).toBe(0)
  })

  test('goes with grandchildren that ignore SIGTERM, 2 s later', async () => {
    using scratch = makeScratch()
    const clock = createFakeClock()
    const ended = runChild({ ...options(scratch, family('trap "" TERM;')), clock, timeoutMs: 30_000 })
    await born(scratch)
    await clock.advance(30_000)
    await clock.advance(1_999)
    expect(running(scratch)).toEqual(members)
    await clock.advance(1)
    await until(() => running(scratch).length === 0)
    expect(await ended).toMatchObject({ how: 'too-long' })
  })

  test('is given 2 s to clean up', async () => {
    using scratch = makeScratch()
    const controller = new AbortController()
    const script = 'trap "echo > cleaned; exit" TERM; echo $$ > shell; while :; do sleep 0.01; done'
    const ended = runChild({ ...options(scratch, script), signal: controller.signal })
    await until(() => pidIn(scratch, 'shell') > 0)
    controller.abort()
    expect(await ended).toEqual({ how: 'aborted' })
    expect(scratch.read('cleaned')).toBe('\n')
  })

  test('when it is called off goes with everything it started', async () => {
    using scratch = makeScratch()
    const controller = new AbortController()
    const ended = runChild({ ...options(scratch, family('trap "" TERM;')), signal: controller.signal })
    await born(scratch)
    controller.abort()
    expect(await ended).toEqual({ how: 'aborted' })
    await until(() => running(scratch).length === 0)
  })

  test('when it prints without end is stopped', async () => {
    using scratch = makeScratch()
    const end = await runChild(
      options(scratch, 'echo $$ > shell; while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done'),
    )
    expect(end).toEqual({ how: 'too-much' })
    await until(() => !isRunning(pidIn(scratch, 'shell')))
  })
})

test('an input that stays open is one that a program can wait for', async () => {
  using scratch = makeScratch()
  const clock = createFakeClock()
  let group = 0
  const running = runChild({
    ...options(scratch, 'echo $$ >started; read line; echo $line'),
    clock,
    stdin: 'open',
    onStart: (id) => {
      group = id
    },
  })
  await until(() => scratch.read('started') !== '')
  expect(group).toBe(pidIn(scratch, 'started'))
  await clock.advance(60_000)
  expect(await running).toMatchObject({ how: 'too-long' })
  expect(await runChild(options(scratch, 'read line; echo "<$line>"'))).toMatchObject({ how: 'exited', code: 0 })
})
