import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writePrivateFile } from '../../daemon/private-file.ts'
import { privateDirectory } from '../../daemon/state-directory.ts'
import { WarmkeyError } from '../../errors.ts'

const path = z.array(z.string())
export const recordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document'), before: z.string().nullable() }),
  z.object({ kind: z.literal('container'), path, inner: z.string().optional() }),
  z.object({
    kind: z.literal('property'),
    path,
    wrote: z.string(),
    before: z.string().nullable(),
    inner: z.string().optional(),
  }),
])

const entrySchema = z.object({
  version: z.literal(1),
  client: z.string(),
  scope: z.enum(['user', 'project', 'local']),
  mode: z.enum(['gateway', 'helper']),
  profile: z.string(),
  /** The settings file as the tool names it, and the file behind its links. */
  path: z.string(),
  file: z.string(),
  /** Every byte from before, base64; `null` where there was no file. */
  before: z.string().nullable(),
  /** Permission bits from before. */
  beforeMode: z.number().nullable(),
  /** Directories that were made for it, the outermost first. */
  directories: z.array(z.string()),
  /** SHA-256 of what was written, hex, and its permission bits. */
  wroteSha256: z.string(),
  wroteMode: z.number(),
  records: z.array(recordSchema),
  /** Name of the local key that stands in the file; `null` in helper mode. */
  keyId: z.string().nullable(),
  /** What the plan was made of, so that asking for the same again changes nothing. */
  plan: z.string(),
  /** RFC 3339. */
  connectedAt: z.string(),
})

/** One settings file that is connected, with everything that is needed to put it back. It may hold keys: mode 0600. */
export type JournalEntry = z.output<typeof entrySchema>

/** What was changed in the settings of tools, one file for each in `connections/` of the state directory. */
export interface Journal {
  find(settingsPath: string): JournalEntry | null
  /** Every entry, the oldest first. */
  all(): readonly JournalEntry[]
  put(entry: JournalEntry): void
  remove(entry: Pick<JournalEntry, 'path'>): void
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Nothing is made before something is kept. Throws `state-unsafe`. */
export function openJournal(stateDirectory: string, platform: string): Journal {
  const folder = join(stateDirectory, 'connections')
  const fileOf = (settingsPath: string) => join(folder, `${sha256(Buffer.from(settingsPath)).slice(0, 16)}.json`)

  const read = (file: string): JournalEntry | null => {
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw damaged(file, cause)
    }
    try {
      return entrySchema.parse(JSON.parse(text))
    } catch (cause) {
      throw damaged(file, cause)
    }
  }

  return {
    find: (settingsPath) => read(fileOf(settingsPath)),
    all() {
      let names: string[]
      try {
        names = readdirSync(folder)
      } catch {
        return []
      }
      return names
        .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
        .flatMap((name) => read(join(folder, name)) ?? [])
        .toSorted((one, other) => one.connectedAt.localeCompare(other.connectedAt))
    },
    put(entry) {
      privateDirectory(stateDirectory, platform)
      privateDirectory(folder, platform)
      writePrivateFile(fileOf(entry.path), `${JSON.stringify(entry, null, 2)}\n`)
    },
    remove: (entry) => rmSync(fileOf(entry.path), { force: true }),
  }
}

const damaged = (file: string, cause: unknown): WarmkeyError =>
  new WarmkeyError('state-unsafe', `The journal ${file} cannot be read, so what was connected cannot be put back.`, {
    remedy: 'Take the lines of warmkey out of the settings by hand and remove the journal.',
    cause,
    transient: false,
  })
