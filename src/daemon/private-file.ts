import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

/** Writes a file of mode 0600 so that a reader sees the old or the new one whole, whatever happens in between. */
export function writePrivateFile(path: string, text: string, encoding: BufferEncoding = 'utf8'): void {
  const temporary = `${path}.${process.pid}.tmp`
  rmSync(temporary, { force: true })
  const file = openSync(temporary, 'wx', 0o600)
  try {
    writeSync(file, text, null, encoding)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
}
