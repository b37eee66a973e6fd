import { expect, test } from 'bun:test'
import { symlinkSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { manifestAbove, readBytes, readSmall } from './small-file.ts'

test('a file is read as far as was said', () => {
  using scratch = makeScratch()
  const file = scratch.write('a', 'abcdef')
  expect(readSmall(file)).toBe('abcdef')
  expect(readBytes(file, 3)?.toString()).toBe('abc')
  expect(readSmall(scratch.write('empty', ''))).toBe('')
})

test('what is no file is not waited for', () => {
  using scratch = makeScratch()
  const pipe = scratch.path('pipe')
  expect(Bun.spawnSync(['mkfifo', pipe]).exitCode).toBe(0)
  for (const path of [pipe, scratch.root, '/dev/zero', scratch.path('none')]) expect(readBytes(path)).toBeNull()
})

test('a link is followed only where that was allowed', () => {
  using scratch = makeScratch()
  symlinkSync(scratch.write('real', 'x'), scratch.path('link'))
  expect(readBytes(scratch.path('link'))?.toString()).toBe('x')
  expect(readBytes(scratch.path('link'), 10, false)).toBeNull()
})

test('the manifest above a file of node_modules', () => {
  using scratch = makeScratch()
  scratch.write('package.json', '{"version":"9.9.9"}')
  const file = scratch.write('lib/node_modules/@a/b/bin/claude', '')
  expect(manifestAbove(file)).toBeNull()
  scratch.write('lib/node_modules/@a/b/package.json', '{"version":"2.1.3","claudeCodeVersion":"2.1.4"}')
  expect(manifestAbove(file)).toEqual({
    folder: scratch.path('lib/node_modules/@a/b'),
    version: '2.1.3',
    bundles: '2.1.4',
  })
  scratch.write('lib/node_modules/@a/b/package.json', '{')
  expect(manifestAbove(file)).toBeNull()
})
