import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writePrivateFile } from '../../daemon/private-file.ts'
import { privateDirectory } from '../../daemon/state-directory.ts'
import { WarmkeyError } from '../../errors.ts'

const entrySchema = z.object({
  version: z.literal(1),
  /** RFC 3339. */
  at: z.string(),
  check: z.string(),
  /** The fact that was mended, and what was done, as sentences without a value. */
  summary: z.string(),
  done: z.string(),
  path: z.string(),
  /** The file behind the links of `path`. */
  file: z.string(),
  /** Every byte from before, base64, and its permission bits. */
  before: z.string(),
  beforeMode: z.number(),
  /** SHA-256 of what was written, hex, and its permission bits. */
  wroteSha256: z.string(),
  wroteMode: z.number(),
  /** There was no file before: taking it back removes it. */
  created: z.boolean().optional(),
  /** It was not written but given this name; the fields about bytes are then empty. */
  movedTo: z.string().optional(),
  /** `begun` is left behind by a doctor that was killed in between. */
  outcome: z.enum(['begun', 'kept', 'rolled-back', 'undone']),
})

/** One change that the doctor has made, with everything that is needed to take it back. It may hold keys: mode 0600. */
export type FixEntry = z.output<typeof entrySchema>

/** Every change that the doctor has made, one file for each in `fixes/` of the state directory. */
export interface FixJournal {
  /** The oldest first; files that cannot be read are passed over. */
  all(): readonly { readonly id: string; readonly entry: FixEntry }[]
  put(id: string, entry: FixEntry): void
  /** An id that sorts after every other. */
  nextId(): string
}

export function openFixJournal(stateDirectory: string, platform: string): FixJournal {
  const folder = join(stateDirectory, 'fixes')
  const all = () => {
    let names: string[]
    try {
      names = readdirSync(folder)
    } catch {
      return []
    }
    return names
      .filter((name) => /^\d{6}\.json$/.test(name))
      .toSorted()
      .flatMap((name) => {
        const entry = read(join(folder, name))
        return entry === null ? [] : [{ id: name.slice(0, 6), entry }]
      })
  }
  return {
    all,
    put(id, entry) {
      privateDirectory(stateDirectory, platform)
      privateDirectory(folder, platform)
      try {
        writePrivateFile(join(folder, `${id}.json`), `${JSON.stringify(entry, null, 2)}\n`)
      } catch (cause) {
        const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
        throw new WarmkeyError('state-unsafe', `The journal in ${folder} cannot be written (${code}).`, {
          remedy: 'Make room there or set XDG_STATE_HOME to another place: what cannot be taken back is not changed.',
          cause,
          transient: false,
        })
      }
    },
    nextId: () => String(Number(all().at(-1)?.id ?? 0) + 1).padStart(6, '0'),
  }
}

function read(file: string): FixEntry | null {
  try {
    return entrySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

const outcomes = {
  begun: 'was begun and never judged',
  kept: 'worked',
  'rolled-back': 'did not help and was taken back',
  undone: 'was taken back by hand',
} as const

/** The journal in words that a team can keep. */
export function journalLines(entries: readonly { readonly entry: FixEntry }[]): string[] {
  if (entries.length === 0) return ['The doctor has changed nothing yet.']
  return entries.flatMap(({ entry: { at, summary, done, outcome } }) => [
    `${at.slice(0, 16).replace('T', ' ')}  ${summary}`,
    `                  ${done} That ${outcomes[outcome]}.`,
  ])
}
