import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  /** The cause of the catalogue, and what was looked at again, as a phrase. */
  cause: z.string().optional(),
  looked: z.string().optional(),
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
  /** An id that sorts after every other, and that no other doctor of this moment gets. */
  reserve(): string
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
  const ready = () => {
    privateDirectory(stateDirectory, platform)
    privateDirectory(folder, platform)
  }
  const notWritten = (cause: unknown): WarmkeyError => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    return new WarmkeyError('state-unsafe', `The journal in ${folder} cannot be written (${code}).`, {
      remedy: 'Make room there or set XDG_STATE_HOME to another place: what cannot be taken back is not changed.',
      cause,
      transient: false,
    })
  }
  return {
    all,
    put(id, entry) {
      ready()
      try {
        writePrivateFile(join(folder, `${id}.json`), `${JSON.stringify(entry, null, 2)}\n`)
      } catch (cause) {
        // What was only reserved is given back; an entry that is there already stays as it was.
        if (entry.outcome === 'begun') rmSync(join(folder, `${id}.json`), { force: true })
        throw notWritten(cause)
      }
    },
    reserve() {
      ready()
      for (let number = Number(all().at(-1)?.id ?? 0) + 1; ; number++) {
        const id = String(number).padStart(6, '0')
        try {
          writeFileSync(join(folder, `${id}.json`), '', { flag: 'wx', mode: 0o600 })
          return id
        } catch (cause) {
          if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw notWritten(cause)
        }
      }
    },
  }
}

function read(file: string): FixEntry | null {
  try {
    return entrySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

const proofs: Readonly<Record<FixEntry['outcome'], string>> = {
  begun: 'none: the doctor was ended before it could look again',
  kept: 'looked at once more after the change, and no longer wrong',
  'rolled-back': 'still wrong after the change, so every byte was put back',
  undone: 'it had helped, and was taken back later with `warmkey doctor --undo`',
}

/** The journal as Markdown, in words that a team can keep: what was wrong, why, what was changed, and what shows that it helped. */
export function journalLines(entries: readonly { readonly entry: FixEntry }[]): string[] {
  if (entries.length === 0) return ['The doctor has changed nothing yet.']
  const last = entries.findLast(({ entry: { outcome } }) => outcome === 'kept' || outcome === 'begun')
  return entries.flatMap((each, index) => {
    const { at, summary, check, cause, looked, done, outcome } = each.entry
    const undo =
      outcome !== 'kept' && outcome !== 'begun'
        ? []
        : [
            `- To take it back: \`warmkey doctor --undo\`${each === last ? '' : ', which takes the later ones back first'}`,
          ]
    return [
      ...(index === 0 ? [] : ['']),
      `## ${summary}`,
      '',
      `- When: ${at.slice(0, 16).replace('T', ' ')} UTC`,
      ...(cause === undefined ? [] : [`- Cause: ${cause}`]),
      `- Change: ${done}`,
      `- Proof (${looked ?? check}): ${proofs[outcome]}`,
      ...undo,
    ]
  })
}
