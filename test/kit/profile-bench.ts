import { existsSync, readFileSync } from 'node:fs'
import { runInContext } from './run-in-context.ts'
import { makeScratch, type Scratch } from './scratch.ts'

/** `warmkey …` in this process, with a home of the test's own and nobody at a terminal. */
export interface ProfileBench extends Disposable {
  readonly scratch: Scratch
  /** Path of the configuration. */
  readonly file: string
  /** Its bytes as text of single bytes; `null` where there is none. */
  bytes(): string | null
  write(bytes: string | Uint8Array): void
  warmkey(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }>
}

export function profileBench(env: Readonly<Record<string, string>> = {}): ProfileBench {
  const scratch = makeScratch()
  scratch.write('home/readme', '')
  scratch.write('project/readme', '')
  const file = scratch.path('home/.config/warmkey/config.jsonc')
  return {
    scratch,
    file,
    bytes: () => (existsSync(file) ? readFileSync(file).toString('latin1') : null),
    write: (bytes) => void scratch.write('home/.config/warmkey/config.jsonc', bytes as string),
    warmkey: (...args) => runInContext(scratch, args, env),
    [Symbol.dispose]: scratch[Symbol.dispose],
  }
}
