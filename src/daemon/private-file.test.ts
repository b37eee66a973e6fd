import { expect, test } from 'bun:test'
import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { canMount, ownMounts } from '../../test/kit/own-mounts.ts'
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

test.skipIf(!canMount())(
  'on a disk without room for it the old one stays whole, and nothing lies beside it',
  async () => {
    using scratch = makeScratch()
    const folder = scratch.path('small')
    await using place = await ownMounts(`mkdir "${folder}"; mount -t tmpfs -o size=64k small "${folder}"`)
    const path = place.path(`${folder}/file`)
    writePrivateFile(path, 'old')
    expect(() => writePrivateFile(path, 'n'.repeat(100_000))).toThrow('ENOSPC')
    expect([readFileSync(path, 'utf8'), readdirSync(place.path(folder))]).toEqual(['old', ['file']])
  },
)
