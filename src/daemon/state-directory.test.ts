import { expect, test } from 'bun:test'
import { lstatSync, mkdirSync, statSync, symlinkSync } from 'node:fs'
import { makeScratch } from '../../test/kit/scratch.ts'
import { privateDirectory, stateDirectory } from './state-directory.ts'

test.each([
  ['linux', {}, '/home/dev/.local/state/warmkey'],
  ['linux', { XDG_STATE_HOME: '/srv/state' }, '/srv/state/warmkey'],
  ['linux', { XDG_STATE_HOME: 'relative' }, '/home/dev/.local/state/warmkey'],
  ['darwin', { XDG_STATE_HOME: '/srv/state' }, '/home/dev/Library/Application Support/warmkey'],
  ['win32', { LOCALAPPDATA: '/l' }, '/l/warmkey'],
])('on %s with %j the state lies in %s', (platform, env, expected) => {
  expect(stateDirectory({ platform, env, home: '/home/dev' })).toBe(expected)
})

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('a private directory is made for one user alone, and an open one is closed', () => {
  using scratch = makeScratch()
  expect(mode(privateDirectory(scratch.path('a/b'), 'linux'))).toBe('700')
  mkdirSync(scratch.path('open'), { mode: 0o755 })
  expect(mode(privateDirectory(scratch.path('open'), 'linux'))).toBe('700')
})

test('a symbolic link and a file are refused, in words', () => {
  using scratch = makeScratch()
  mkdirSync(scratch.path('real'))
  symlinkSync(scratch.path('real'), scratch.path('link'))
  expect(() => privateDirectory(scratch.path('link'), 'linux')).toThrow(
    expect.objectContaining({
      code: 'state-unsafe',
      message: `${scratch.path('link')} is a symbolic link, so nothing secret can be kept in it.`,
    }),
  )
  expect(lstatSync(scratch.path('link')).isSymbolicLink()).toBe(true)
  scratch.write('file', '')
  expect(() => privateDirectory(scratch.path('file'), 'linux')).toThrow(
    expect.objectContaining({
      code: 'state-unsafe',
      message: `${scratch.path('file')} is no directory, so nothing secret can be kept in it.`,
    }),
  )
})

test('a directory that cannot be made says why', () => {
  using scratch = makeScratch()
  const path = `${scratch.write('file', '')}/state`
  expect(() => privateDirectory(path, 'linux')).toThrow(
    expect.objectContaining({
      code: 'state-unsafe',
      sentence: `${path} cannot be made (ENOTDIR), so nothing secret can be kept in it. Make its directory writable or set XDG_STATE_HOME to another.`,
    }),
  )
})
