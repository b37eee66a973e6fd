import { expect, test } from 'bun:test'
import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { gitState } from './git-state.ts'

const env = (scratch: Scratch) => ({ PATH: '/usr/local/bin:/usr/bin:/bin', HOME: scratch.path('home') })

function git(scratch: Scratch, ...args: string[]): void {
  const run = Bun.spawnSync(['git', '-C', scratch.path('repo'), ...args], {
    env: { ...env(scratch), GIT_CONFIG_GLOBAL: '/dev/null' },
  })
  if (run.exitCode !== 0) throw new Error(run.stderr.toString())
}

function repository(): Scratch {
  const scratch = makeScratch()
  mkdirSync(scratch.path('repo'))
  git(scratch, 'init', '-q')
  return scratch
}

test('outside of a repository git is not asked', () => {
  using scratch = makeScratch()
  expect(gitState(scratch.path('settings.json'), { PATH: scratch.path('nothing') })).toBe('outside')
})

test('tracked, exposed and ignored files, and directories that are not there yet', () => {
  using scratch = repository()
  const file = scratch.write('repo/.claude/settings.json', '{}')
  expect(gitState(file, env(scratch))).toBe('exposed')
  git(scratch, 'add', '.claude/settings.json')
  expect(gitState(file, env(scratch))).toBe('tracked')
  scratch.write('repo/.gitignore', '*.local.json\n')
  expect(gitState(scratch.path('repo/.claude/settings.local.json'), env(scratch))).toBe('ignored')
  expect(gitState(scratch.path('repo/none/.claude/settings.json'), env(scratch))).toBe('exposed')
  expect(gitState(scratch.path('repo/a [b]*.json'), env(scratch))).toBe('exposed')
})

test('the user’s own list of ignored files counts', () => {
  using scratch = repository()
  scratch.write('home/.config/git/ignore', '**/.claude/settings.local.json\n')
  expect(gitState(scratch.path('repo/.claude/settings.local.json'), env(scratch))).toBe('ignored')
})

test('nothing that the repository configures is run', () => {
  using scratch = repository()
  const trap = scratch.write('trap.sh', `#!/bin/sh\ntouch '${scratch.path('sprung')}'\n`)
  chmodSync(trap, 0o755)
  git(scratch, 'config', 'core.fsmonitor', trap)
  git(scratch, 'config', 'core.hooksPath', scratch.path('hooks'))
  for (const hook of ['post-index-change', 'fsmonitor-watchman', 'query-watchman'])
    scratch.write(`hooks/${hook}`, `#!/bin/sh\n${trap}\n`, 0o755)
  git(scratch, 'config', 'alias.ls-files', `!${trap}`)
  const file = scratch.write('repo/settings.json', '{}')
  expect(gitState(file, env(scratch))).toBe('exposed')
  expect(existsSync(scratch.path('sprung'))).toBe(false)
})

test('variables that lead git elsewhere are left behind', () => {
  using scratch = repository()
  const file = scratch.write('repo/settings.json', '{}')
  git(scratch, 'add', 'settings.json')
  expect(gitState(file, { ...env(scratch), GIT_DIR: scratch.path('other'), GIT_INDEX_FILE: '/dev/null' })).toBe(
    'tracked',
  )
})

test('a link into a repository is judged where it leads', () => {
  using scratch = repository()
  const file = scratch.write('repo/settings.json', '{}')
  symlinkSync(scratch.path('repo'), scratch.path('link'))
  expect(gitState(`${scratch.path('link')}/settings.json`, env(scratch))).toBe('exposed')
  expect(gitState(file, env(scratch))).toBe('exposed')
})

test('where git cannot say, that is said', () => {
  using scratch = makeScratch()
  scratch.write('repo/.git', 'gitdir: nowhere\n')
  expect(gitState(scratch.write('repo/settings.json', '{}'), env(scratch))).toBe('unknown')
  using real = repository()
  expect(gitState(real.write('repo/settings.json', '{}'), { PATH: real.path('nothing') })).toBe('unknown')
})
