import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Approval } from '../../clients/client.ts'
import { writePrivateFile } from '../../daemon/private-file.ts'
import { privateDirectory } from '../../daemon/state-directory.ts'

const fileSchema = z.object({
  version: z.literal(1),
  approvals: z.array(z.object({ what: z.string(), path: z.string(), sha256: z.string(), approvedAt: z.string() })),
})

/** What a person agreed to, once each, in `approvals.json` of the state directory. */
export interface Approvals {
  /** Whether this exact text, in this file and with this effect, was approved. */
  has(ask: Approval): boolean
  add(ask: Approval): void
}

/** Digest of everything that a person was shown: another command, address or credential is another question. */
const digest = ({ what, path, text, effect }: Approval): string =>
  createHash('sha256')
    .update(JSON.stringify([what, path, text, effect]))
    .digest('hex')

/** @param now Wall clock, milliseconds since the epoch. A file that cannot be understood approves nothing. */
export function openApprovals(stateDirectory: string, platform: string, now: () => number): Approvals {
  const path = join(stateDirectory, 'approvals.json')
  const read = (): z.output<typeof fileSchema>['approvals'] => {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).approvals
    } catch {
      return []
    }
  }
  const has = (ask: Approval) => read().some(({ path, sha256 }) => path === ask.path && sha256 === digest(ask))
  return {
    has,
    add(ask) {
      if (has(ask)) return
      privateDirectory(stateDirectory, platform)
      const entry = { what: ask.what, path: ask.path, sha256: digest(ask), approvedAt: new Date(now()).toISOString() }
      const kept = read().filter(({ what, path }) => what !== ask.what || path !== ask.path)
      writePrivateFile(path, `${JSON.stringify({ version: 1, approvals: [...kept, entry] }, null, 2)}\n`)
    },
  }
}
