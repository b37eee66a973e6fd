import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { EditRecord } from '../../clients/settings/json-edit.ts'
import { writePrivateFile } from '../../daemon/private-file.ts'
import { privateDirectory, type StatePlace, stateDirectory } from '../../daemon/state-directory.ts'
import { recordSchema, sha256 } from '../connect/journal.ts'
import type { WarmkeyContext } from '../context.ts'
import type { OwnConfig } from './own-config.ts'

const changeSchema = z.object({
  /** RFC 3339. */
  at: z.string(),
  file: z.string(),
  /** As the command was named: `add`, `edit`, `remove`, `use`. */
  what: z.string(),
  profile: z.string(),
  /** Every byte from before, base64; `null` where there was no file. */
  before: z.string().nullable(),
  /** SHA-256 of what was written, hex; `null` where the file was removed. */
  wroteSha256: z.string().nullable(),
  records: z.array(recordSchema),
})

/** One change of the configuration by a command. It holds no secret, because a configuration holds none; mode 0600. */
export interface ConfigChange extends Omit<z.output<typeof changeSchema>, 'records'> {
  readonly records: readonly EditRecord[]
}

const fileSchema = z.object({ version: z.literal(1), changes: z.array(changeSchema) })

/** More than these are not taken back by anybody. */
const mostChanges = 20

const pathOf = (place: StatePlace): string => join(stateDirectory(place), 'config-changes.json')

/** Every change that is remembered of this file, the oldest first. What cannot be read is forgotten. */
export function changesOf(place: StatePlace, file: string): ConfigChange[] {
  return readAll(place).filter((change) => change.file === file)
}

function readAll(place: StatePlace): ConfigChange[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(pathOf(place), 'utf8'))).changes
  } catch {
    return []
  }
}

export function keepChange(
  context: StatePlace & Pick<WarmkeyContext, 'clock'>,
  { file, bytes }: Pick<OwnConfig, 'file' | 'bytes'>,
  written: Buffer | null,
  { what, profile, records }: Pick<ConfigChange, 'what' | 'profile' | 'records'>,
): void {
  const change: ConfigChange = {
    at: new Date(context.clock.nowMs()).toISOString(),
    file,
    what,
    profile,
    before: bytes === null ? null : bytes.toString('base64'),
    wroteSha256: written === null ? null : sha256(written),
    records,
  }
  write(context, [...readAll(context), change].slice(-mostChanges))
}

/** Forgets the last change of this file, because it was taken back. */
export function dropChange(place: StatePlace, { file, at }: Pick<ConfigChange, 'file' | 'at'>): void {
  const all = readAll(place)
  const index = all.findLastIndex((change) => change.file === file && change.at === at)
  write(
    place,
    all.filter((_, each) => each !== index),
  )
}

function write(place: StatePlace, changes: readonly ConfigChange[]): void {
  privateDirectory(stateDirectory(place), place.platform)
  writePrivateFile(pathOf(place), `${JSON.stringify({ version: 1, changes }, null, 2)}\n`)
}
