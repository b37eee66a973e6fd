import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Writes a file of mode 0600 so that a reader sees the old or the new one whole, whatever happens in between. */
export function writePrivateFile(path: string, text: string, encoding: BufferEncoding = 'utf8'): void {
  const temporary = `${path}.${process.pid}.tmp`
  rmSync(temporary, { force: true })
  const file = openSync(temporary, 'wx', 0o600)
  try {
    try {
      // Not `writeSync`: on a disk that is nearly full that writes a part, and says so only by its result.
      writeFileSync(file, text, encoding)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (thrown) {
    rmSync(temporary, { force: true })
    throw thrown
  }
}
