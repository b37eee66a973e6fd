import { expect, test } from 'bun:test'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { canMount, ownMounts } from '../../../test/kit/own-mounts.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { makeDirectory, readTarget, removeDirectories, removeTarget, writeTarget } from './settings-target.ts'

const refusal = (run: () => unknown): string => {
  try {
    return `not refused: ${JSON.stringify(run())}`
  } catch (thrown) {
    return thrown instanceof Error && 'sentence' in thrown ? String(thrown.sentence) : String(thrown)
  }
}

test('a file, nothing, and a file behind links', () => {
  using scratch = makeScratch()
  const file = scratch.write('settings.json', '\uFEFF{}', 0o640)
  expect(readTarget(file, 'linux')).toEqual({
    path: file,
    file,
    bytes: Buffer.from('\uFEFF{}'),
    text: '\uFEFF{}',
    mode: 0o640,
  })
  const none = scratch.path('none.json')
  expect(readTarget(none, 'linux')).toEqual({ path: none, file: none, bytes: null, text: null, mode: null })
  symlinkSync('settings.json', scratch.path('one'))
  symlinkSync(scratch.root, scratch.path('folder'))
  const link = `${scratch.path('folder')}/one`
  expect(readTarget(link, 'linux')).toMatchObject({ path: link, file, text: '\uFEFF{}' })
})

test('writing leaves nothing beside the file, keeps a second name, and sets the mode', () => {
  using scratch = makeScratch()
  const file = scratch.write('settings.json', 'old', 0o644)
  const inode = statSync(file).ino
  writeTarget(file, Buffer.from('new'), 0o600)
  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777, readdirSync(scratch.root)]).toEqual([
    'new',
    0o600,
    ['settings.json'],
  ])
  expect(statSync(file).ino).not.toBe(inode)
  linkSync(file, scratch.path('other'))
  writeTarget(file, Buffer.from('n'), 0o640)
  expect([scratch.read('other'), statSync(file).nlink, statSync(file).mode & 0o777]).toEqual(['n', 2, 0o640])
  removeTarget(file)
  expect(existsSync(file)).toBe(false)
})

test('what cannot be written is said, and nothing is left behind', () => {
  using scratch = makeScratch()
  scratch.write('file', '')
  expect(refusal(() => writeTarget(scratch.path('file/settings.json'), Buffer.from(''), 0o600))).toContain(
    'cannot be written (ENOTDIR).',
  )
  mkdirSync(scratch.path('there/settings.json'), { recursive: true })
  expect(refusal(() => writeTarget(scratch.path('there/settings.json'), Buffer.from(''), 0o600))).toContain(
    'cannot be written (',
  )
  expect(readdirSync(scratch.path('there'))).toEqual(['settings.json'])
  expect(refusal(() => makeDirectory(scratch.path('file/deep/settings.json')))).toContain('cannot be made (ENOTDIR).')
})

test('directories are made, and removed again as far as they are empty', () => {
  using scratch = makeScratch()
  const made = makeDirectory(scratch.path('a/b/settings.json'))
  expect(made).toEqual([scratch.path('a'), scratch.path('a/b')])
  expect(makeDirectory(scratch.path('a/b/settings.json'))).toEqual([])
  scratch.write('a/mine', '')
  removeDirectories(made)
  expect(readdirSync(scratch.path('a'))).toEqual(['mine'])
})

test('what is no settings file is refused with the next step', () => {
  using scratch = makeScratch()
  chmodSync(scratch.write('read-only', '{}'), 0o444)
  scratch.write('utf16', Buffer.from('\uFEFF{}', 'utf16le').toString('latin1'))
  expect(refusal(() => readTarget(scratch.path('read-only'), 'linux'))).toBe(
    `${scratch.path('read-only')} is read-only, so somebody does not want it to change. If a program writes it for you (Nix, chezmoi), put the lines there; else allow it: chmod u+w.`,
  )
  expect(refusal(() => readTarget(scratch.root, 'linux'))).toBe(`${scratch.root} is no file. Move it away.`)
  symlinkSync(scratch.path('gone/settings.json'), scratch.path('dangling'))
  expect(refusal(() => readTarget(scratch.path('dangling'), 'linux'))).toBe(
    `${scratch.path('dangling')} is a symbolic link to ${scratch.path('gone/settings.json')}, and there is no such directory. Make the directory, or remove the link.`,
  )
  scratch.write('plain', '')
  expect(refusal(() => readTarget(scratch.path('plain/settings.json'), 'linux'))).toContain('plain/settings.json')
})

test.skipIf(!canMount())('a file with two names that a full disk has no room for is as it was', async () => {
  using scratch = makeScratch()
  const folder = scratch.path('small')
  await using place = await ownMounts(`mkdir "${folder}"; mount -t tmpfs -o size=64k small "${folder}"`)
  const [one, other] = [place.path(`${folder}/settings.json`), place.path(`${folder}/other.json`)]
  writeFileSync(one, 'a'.repeat(20_000))
  linkSync(one, other)
  expect(() => writeTarget(one, Buffer.from('b'.repeat(100_000)), 0o600)).toThrow('cannot be written (ENOSPC)')
  expect(readFileSync(other, 'utf8')).toBe('a'.repeat(20_000))
  writeTarget(one, Buffer.from('c'), 0o600)
  expect(readFileSync(other, 'utf8')).toBe('c')
})
