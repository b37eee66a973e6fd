import { describe, expect, test } from 'bun:test'
import { chmodSync, statSync, symlinkSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { keptKey } from './kept-key.ts'

describe('a key file', () => {
  test('is made with mode 0600 when it is not there, and read the same after that', () => {
    using scratch = makeScratch()
    const path = scratch.path('key')
    const made = keptKey(path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(keptKey(path).equals(made)).toBe(true)
  })

  test('is refused when others can read it, when it is a symlink, when it holds something else', () => {
    using scratch = makeScratch()
    const path = scratch.path('key')
    keptKey(path)
    symlinkSync(path, scratch.path('link'))
    expect(() => keptKey(scratch.path('link'))).toThrow('is a symlink')
    chmodSync(path, 0o644)
    expect(() => keptKey(path)).toThrow('can be read by others')
    scratch.write('other', 'not a key')
    expect(() => keptKey(scratch.path('other'))).toThrow('does not hold a local key')
    expect(() => keptKey(scratch.path('absent/key'))).toThrow('cannot be made (ENOENT)')
  })
})
