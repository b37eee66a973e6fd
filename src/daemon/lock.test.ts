import { expect, test } from 'bun:test'
import { statSync, symlinkSync } from 'node:fs'
import { makeScratch } from '../../test/kit/scratch.ts'
import { takeLock } from './lock.ts'

const holder = `
const { takeLock } = await import(process.argv[1])
console.log(takeLock(process.argv[2]) === null ? 'refused' : 'held')
await new Promise(() => setInterval(() => {}, 1000))`

const hold = (path: string) =>
  Bun.spawn([process.execPath, '-e', holder, `${import.meta.dir}/lock.ts`, path], { stdout: 'pipe', stderr: 'inherit' })

const firstLine = async (stdout: ReadableStream<Uint8Array>): Promise<string> => {
  const { value } = await stdout.getReader().read()
  return new TextDecoder().decode(value).trim()
}

test('one holder at a time, in one process', () => {
  using scratch = makeScratch()
  const path = scratch.path('lock')
  const lock = takeLock(path)
  expect(takeLock(path)).toBeNull()
  lock?.release()
  const again = takeLock(path)
  expect(again).not.toBeNull()
  again?.release()
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('a process that is killed holds it no longer', async () => {
  using scratch = makeScratch()
  const path = scratch.path('lock')
  const other = hold(path)
  expect(await firstLine(other.stdout)).toBe('held')
  expect(takeLock(path)).toBeNull()
  const third = hold(path)
  expect(await firstLine(third.stdout)).toBe('refused')
  third.kill('SIGKILL')
  other.kill('SIGKILL')
  await other.exited
  const lock = takeLock(path)
  expect(lock).not.toBeNull()
  lock?.release()
})

test('a symbolic link, a directory and a file with something else in it are refused', () => {
  using scratch = makeScratch()
  symlinkSync(scratch.write('elsewhere', ''), scratch.path('link'))
  scratch.write('folder/file', '')
  scratch.write('other', `not a lock ${'x'.repeat(2000)}`)
  const codes = ['link', 'folder', 'other'].map((name) => {
    try {
      takeLock(scratch.path(name))
      return 'taken'
    } catch (thrown) {
      return String(thrown)
    }
  })
  expect(codes).toEqual([
    `WarmkeyError: The lock ${scratch.path('link')} is a symbolic link.`,
    `WarmkeyError: The lock ${scratch.path('folder')} cannot be opened.`,
    `WarmkeyError: The lock ${scratch.path('other')} is no lock file.`,
  ])
})
