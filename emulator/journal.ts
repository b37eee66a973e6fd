import { createHash } from 'node:crypto'
import type { ReceivedBody } from './wire/listener.ts'
import type { RequestHead } from './wire/request-head.ts'

/** A credential that a request carried, told by its fingerprint. */
export interface SeenCredential {
  readonly header: string
  /**
   * First 8 hex digits of the SHA-256 of the value without its scheme, the same that `Secret.fingerprint` gives; of a
   * signature, those of the id of the access key.
   */
  readonly fingerprint: string
}

/** One request as the emulator met it; entries are added when a request is whole or broken off, in that order. */
export interface SeenRequest {
  readonly method: string
  /** The target as sent, with its query. */
  readonly path: string
  /** Lower-case names, repeated headers joined; credentials read `[<fingerprint>]`. */
  readonly headers: Readonly<Record<string, string>>
  /** The header lines as sent: order, spelling, repetitions; credentials read `[<fingerprint>]`. */
  readonly headerLines: readonly (readonly [name: string, value: string])[]
  readonly credentials: readonly SeenCredential[]
  readonly bodyBytes: number
  /** Hex. */
  readonly bodySha256: string
  /** The model that was asked for, where the body named one. */
  readonly model: string | null
  /** The status of the answer, told just before its first byte goes; `null` before, and where there is none. */
  readonly status: number | null
  /** The id in the `request-id` header of the answer. */
  readonly requestId: string
  /** The last byte of the answer has been handed over, or the answer was cut on purpose. */
  readonly finished: boolean
  /** The client went away before its request or its answer was whole. */
  readonly aborted?: boolean
  /** What the answer said, where it was an error. */
  readonly refusal?: string
  /** Why the bytes were no HTTP request. */
  readonly malformed?: string
  /** Wall clock of the emulator's `Clock` when the request was whole. */
  readonly atMs: number
  /** Number of the connection it came on, from 1. */
  readonly connection: number
}

export type JournalEntry = { -readonly [Key in keyof SeenRequest]: SeenRequest[Key] }

export interface Journal {
  readonly seen: readonly SeenRequest[]
  add(entry: JournalEntry): void
  /** Says that an entry was changed, for those who wait. */
  changed(): void
  clear(): void
  when(predicate: (seen: readonly SeenRequest[]) => boolean): Promise<void>
  /** Rejects everybody who still waits. */
  close(): void
}

/** Header names whose values are never kept. */
const secretHeaders = new Set([
  'authorization',
  'x-api-key',
  'api-key',
  'x-goog-api-key',
  'proxy-authorization',
  'cookie',
  'x-amz-security-token',
])

export function fingerprint(value: string): string {
  return createHash('sha256').update(value, 'utf8').digest('hex').slice(0, 8)
}

/** What of a credential header tells whose it is: the value without its scheme, or the id of the key that has signed. */
function identity(value: string): string {
  const [, accessKeyId] = /^AWS4-HMAC-SHA256 .*\bCredential=([^/,]+)\//.exec(value) ?? []
  return accessKeyId ?? value.replace(/^(?:bearer|basic) +/i, '')
}

/** `maxEntries`: the oldest entry is dropped when there would be more. */
export function journal(maxEntries = 100_000): Journal {
  const seen: JournalEntry[] = []
  let waiting: { predicate: (seen: readonly SeenRequest[]) => boolean; resolve(): void; reject(error: Error): void }[] =
    []

  const tell = () => {
    if (waiting.length === 0) return
    waiting = waiting.filter(({ predicate, resolve, reject }) => {
      try {
        if (!predicate(seen)) return true
        resolve()
      } catch (thrown) {
        reject(thrown instanceof Error ? thrown : new Error(String(thrown)))
      }
      return false
    })
  }
  return {
    seen,
    add(entry) {
      seen.push(entry)
      if (seen.length > maxEntries) seen.shift()
      tell()
    },
    changed: tell,
    clear: () => void seen.splice(0),
    when(predicate) {
      return new Promise((resolve, reject) => {
        waiting.push({ predicate, resolve, reject })
        tell()
      })
    },
    close() {
      for (const { reject } of waiting)
        reject(new Error('The emulator was closed while somebody waited for a request.'))
      waiting = []
    },
  }
}

export function entryOf(
  head: RequestHead | null,
  body: ReceivedBody,
  about: { requestId: string; atMs: number; connection: number; malformed?: string },
): JournalEntry {
  const credentials: SeenCredential[] = []
  const headerLines = (head?.headerLines ?? []).map(([name, value]) => {
    const header = name.toLowerCase()
    if (!secretHeaders.has(header)) return [name, value] as const
    const print = fingerprint(identity(value))
    credentials.push({ header, fingerprint: print })
    return [name, `[${print}]`] as const
  })
  const headers: Record<string, string> = {}
  for (const [name, value] of headerLines) {
    const key = name.toLowerCase()
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value
  }
  return {
    method: head?.method ?? '',
    path: head?.target ?? '',
    headers,
    headerLines,
    credentials,
    bodyBytes: body.size,
    bodySha256: body.sha256,
    model: null,
    status: null,
    finished: false,
    ...about,
  }
}
