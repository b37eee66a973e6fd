import { appendFileSync, chmodSync, lstatSync, renameSync } from 'node:fs'
import type { Clock } from '../clock.ts'
import { redact } from '../secret.ts'

/** One file of this size and one older beside it. */
const mostBytes = 1024 * 1024

/** What the daemon did, for a person who looks later: a line of JSON each, no secret, no prompt, mode 0600. */
export interface Log {
  write(entry: Readonly<Record<string, unknown>>): void
}

/** A log that cannot be written is no reason to stop serving: then nothing is kept. */
export function openLog(path: string, clock: Clock): Log {
  return {
    write(entry) {
      try {
        const before = lstatSync(path, { throwIfNoEntry: false })
        if (before?.isSymbolicLink()) return
        if (before !== undefined && before.size > mostBytes) renameSync(path, `${path}.1`)
        const line = JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), ...entry })
        appendFileSync(path, `${redact(line)}\n`, { mode: 0o600 })
        if (before === undefined) chmodSync(path, 0o600)
      } catch {
        // See above.
      }
    },
  }
}
