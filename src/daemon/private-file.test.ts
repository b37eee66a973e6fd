import { expect, test } from 'bun:test'
import { readdirSync, statSync, symlinkSync } from 'node:fs'
import { makeScratch } from '../../test/kit/scratch.ts'
import { writePrivateFile } from './private-file.ts'

test('a private file is whole, of mode 0600, and leaves nothing beside it', () => {
  using scratch = makeScratch()
  scratch.write('dir/keep', '')
  const path = scratch.write('dir/file', 'old', 0o644)
  writePrivateFile(path, 'new\n')
  expect({
    text: scratch.read('dir/file'),
    mode: statSync(path).mode & 0o777,
    names: readdirSync(scratch.path('dir')).sort(),
  }).toEqual({
    text: 'new\n',
    mode: 0o600,
    names: ['file', 'keep'],
  })
})

test('a symbolic link in its place is replaced, not written through', () => {
  using scratch = makeScratch()
  scratch.write('target', 'theirs')
  symlinkSync(scratch.path('target'), scratch.path('file'))
  writePrivateFile(scratch.path('file'), 'ours')
  expect([scratch.read('target'), scratch.read('file')]).toEqual(['theirs', 'ours'])
})
