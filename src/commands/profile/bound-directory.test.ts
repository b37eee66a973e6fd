import { expect, test } from 'bun:test'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { boundDirectory } from './bound-directory.ts'

test('as people write it: whole, with a tilde for home', () => {
  using scratch = makeScratch()
  scratch.write('home/a/b/file', '')
  const here = { cwd: scratch.path('home/a'), home: scratch.path('home') }
  expect(boundDirectory(here, '.')).toBe('~/a')
  expect(boundDirectory(here, 'b/')).toBe('~/a/b')
  expect(boundDirectory(here, '~')).toBe('~')
  expect(boundDirectory(here, '~/a')).toBe('~/a')
  expect(boundDirectory(here, '../..')).toBe(scratch.root)
  expect(boundDirectory({ cwd: '/', home: '/' }, '/tmp')).toBe('/tmp')
  for (const wrong of ['gone', 'b/file']) expect(() => boundDirectory(here, wrong)).toThrow('is no directory.')
})
