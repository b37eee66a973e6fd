import { expect, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import { makeScratch } from '../test/kit/scratch.ts'
import { findProjectFile, isWithin, readProjectFile } from './config-project.ts'

test('it is looked for upwards, as far as the repository or the home goes', () => {
  using scratch = makeScratch()
  const home = scratch.path('home')
  const file = (name: string) => scratch.write(name, '{"profile":"work"}')
  mkdirSync(scratch.path('home/shop/src'), { recursive: true })
  expect(findProjectFile(`${home}/shop/src`, home)).toBeNull()

  // Outside of home and of a repository what lies above does not count.
  const above = file('.warmkey.jsonc')
  mkdirSync(scratch.path('tmp/x'), { recursive: true })
  expect(findProjectFile(scratch.path('tmp/x'), home)).toBeNull()
  expect(findProjectFile(scratch.root, home)).toBe(above)
  expect(findProjectFile(`${home}/shop/src`, home)).toBeNull()

  const inHome = file('home/.warmkey.jsonc')
  expect(findProjectFile(`${home}/shop/src`, home)).toBe(inHome)
  scratch.write('home/shop/.git', 'gitdir: elsewhere')
  expect(findProjectFile(`${home}/shop/src`, home)).toBeNull()
  const inRoot = file('home/shop/.warmkey.jsonc')
  expect(findProjectFile(`${home}/shop/src`, home)).toBe(inRoot)
  const nearest = file('home/shop/src/.warmkey.jsonc')
  expect(findProjectFile(`${home}/shop/src`, home)).toBe(nearest)

  scratch.write('srv/app/.git/HEAD', '')
  const ofRepository = file('srv/app/.warmkey.jsonc')
  mkdirSync(scratch.path('srv/app/lib'))
  expect(findProjectFile(scratch.path('srv/app/lib'), home)).toBe(ofRepository)
})

test('it names a profile, with comments if it likes', () => {
  using scratch = makeScratch()
  const file = scratch.write('.warmkey.jsonc', '\uFEFF// ours\r\n{ "$schema": "x", "profile": "work", }')
  expect(readProjectFile(file)).toEqual({ file, profile: 'work' })
})

test.each([
  ['a command', '{"profile":"work","source":{"type":"command","command":"id"}}', 'holds "source"'],
  ['an address and a header', '{"upstream":{"url":"http://x"},"headers":{}}', 'holds "upstream", "headers"'],
  ['profiles of its own', '{"profiles":{}}', 'holds "profiles"'],
  ['no name', '{}', 'does not do that'],
  ['another value', '{"profile":{"name":"work"}}', 'does not do that'],
  ['two names', '{"profile":"work","profile":"lab"}', 'does not do that'],
  ['a list', '["work"]', 'does not do that'],
  ['no JSON', '{\n  "profile": work\n}', 'is not JSON in line 2'],
  ['nothing', '', 'is not JSON in line 1'],
  ['too much', `{"profile":"work"}${' '.repeat(17_000)}`, 'is larger than 16 KiB'],
])('%s in it is refused in one sentence', (_, text, fact) => {
  using scratch = makeScratch()
  const file = scratch.write('.warmkey.jsonc', text)
  expect(() => readProjectFile(file)).toThrow(
    expect.objectContaining({
      code: 'config-invalid',
      message: `${file} may only name one of your profiles, and it ${fact}.`,
      remedy: expect.stringContaining('--profile'),
    }),
  )
})

test('a device and a directory are not read', () => {
  using scratch = makeScratch()
  symlinkSync('/dev/zero', scratch.path('.warmkey.jsonc'))
  expect(() => readProjectFile(scratch.path('.warmkey.jsonc'))).toThrow('is no file')
  mkdirSync(scratch.path('d/.warmkey.jsonc'), { recursive: true })
  expect(() => readProjectFile(scratch.path('d/.warmkey.jsonc'))).toThrow('is no file')
  expect(() => readProjectFile(scratch.path('gone'))).toThrow('cannot be read (ENOENT)')
})

test.each([
  ['/a', '/a', true],
  ['/a/b', '/a', true],
  ['/ab', '/a', false],
  ['/a', '/a/b', false],
  ['/a/..b', '/a', true],
  ['/a', '/', true],
])('%s within %s: %p', (path, directory, answer) => {
  expect(isWithin(path, directory)).toBe(answer)
})
