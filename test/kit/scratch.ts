import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A directory of a test's own, gone when the test has ended (`using scratch = makeScratch()`). */
export interface Scratch extends Disposable {
  readonly root: string
  /** Writes a file under the root, with its folders; returns its path. */
  write(name: string, text: string, mode?: number): string
  /** Text of a file under the root; empty when it is not there. */
  read(name: string): string
  path(name: string): string
}

export function makeScratch(): Scratch {
  const root = mkdtempSync(join(tmpdir(), 'warmkey-test-'))
  const path = (name: string) => join(root, name)
  return {
    root,
    path,
    write(name, text, mode = 0o600) {
      mkdirSync(dirname(path(name)), { recursive: true })
      writeFileSync(path(name), text)
      chmodSync(path(name), mode)
      return path(name)
    },
    read(name) {
      try {
        return readFileSync(path(name), 'utf8')
      } catch {
        return ''
      }
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  }
}
