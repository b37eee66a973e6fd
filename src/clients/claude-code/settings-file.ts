import type { ReadResult } from '../client.ts'

/** One value of a settings file's `env`, as the client hands it to itself: everything becomes a string. */
export interface EnvEntry {
  readonly value: string
  /** A JSON `null`, which the client turns into the word `null` and sends. */
  readonly wasNull: boolean
}

/** What the client makes of one settings file. */
export interface Settings {
  readonly env: ReadonlyMap<string, EnvEntry>
  /** `undefined` when the file does not speak of it; an empty string switches off what lower files say. */
  readonly apiKeyHelper: string | undefined
  /** The whole parsed object, for the keys that are only handed on. */
  readonly all: Readonly<Record<string, unknown>>
  /** Whether the text is UTF-8 without a byte order mark, so that any JSON reader can read it. */
  readonly plain: boolean
}

export type ParsedSettings =
  | { readonly state: 'absent' }
  /** The client ignores the whole file; `problem` is a sentence for people. */
  | { readonly state: 'dropped'; readonly problem: string }
  | { readonly state: 'read'; readonly settings: Settings }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A larger file is ignored (measured with 2.1.329: one of exactly so many bytes is read). */
export const mostSettingsBytes = 2 * 1024 * 1024

const dropped = (problem: string): ParsedSettings => ({ state: 'dropped', problem })

/**
 * Reads a settings file as strictly as Claude Code does (measured with 2.1.329): a comment, a trailing comma, an `env`
 * that is no object or an `apiKeyHelper` that is no string drops the whole file; an empty file says nothing; of a key
 * that stands twice the last counts. A file may also be dropped there for keys that are not looked at here.
 */
export function parseSettings(read: ReadResult, place: string): ParsedSettings {
  if (read === null) return { state: 'absent' }
  if (typeof read !== 'string') return dropped(`${place} cannot be read (${read.unreadable}).`)
  // A character is at least one byte.
  if (read.length > mostSettingsBytes / 4 && Buffer.byteLength(read) > mostSettingsBytes)
    return dropped(`${place} is larger than 2 MiB, so Claude Code ignores all of it.`)
  const plain = !read.startsWith('\uFEFF')
  const text = plain ? read : read.slice(1)
  if (text.trim() === '') return { state: 'absent' }
  let all: unknown
  try {
    all = JSON.parse(text)
  } catch {
    return dropped(`${place} is not valid JSON (no comments, no trailing commas), so Claude Code ignores all of it.`)
  }
  if (!isRecord(all)) return dropped(`${place} is no JSON object, so Claude Code ignores it.`)
  const { env, apiKeyHelper } = all
  if (env !== undefined && !isRecord(env)) {
    return dropped(`"env" in ${place} is no object, so Claude Code ignores the whole file.`)
  }
  if (apiKeyHelper !== undefined && typeof apiKeyHelper !== 'string') {
    return dropped(`"apiKeyHelper" in ${place} is no string, so Claude Code ignores the whole file.`)
  }
  const entries = Object.entries(env ?? {}).map(([name, value]): [string, EnvEntry] => [
    name,
    { value: String(value), wasNull: value === null },
  ])
  return { state: 'read', settings: { env: new Map(entries), apiKeyHelper, all, plain } }
}
