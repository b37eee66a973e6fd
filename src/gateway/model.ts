import type { Held } from './body.ts'
import { ambiguous } from './stops.ts'

/** Where the top level of a JSON body names its model, as byte offsets of the text between the quotes. */
export type ModelPlace =
  | { readonly kind: 'at'; readonly start: number; readonly end: number; readonly name: string }
  | { readonly kind: 'none' }
  /** Two readers could read two models out of it: a key that stands twice, in another case, or with escapes. */
  | { readonly kind: 'ambiguous'; readonly because: string }

const quote = 0x22
const backslash = 0x5c
const openObject = 0x7b
const openArray = 0x5b
const closeObject = 0x7d
const closeArray = 0x5d
const colon = 0x3a
const comma = 0x2c

/** Index of the quote that ends the string which begins at `start` (the index after its opening quote), or -1. */
function endOfString(bytes: Uint8Array, start: number): number {
  let from = start
  for (;;) {
    const end = bytes.indexOf(quote, from)
    if (end === -1) return -1
    let slashes = 0
    while (bytes[end - 1 - slashes] === backslash && end - 1 - slashes >= start) slashes += 1
    if (slashes % 2 === 0) return end
    from = end + 1
  }
}

/** A byte order mark inside a string is a character of it. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const text = (bytes: Uint8Array, start: number, end: number): string => decoder.decode(bytes.subarray(start, end))

/**
 * Finds the top-level `model` of a JSON body in one linear scan that builds nothing: no parse of a prompt of megabytes
 * for the sake of one word. What is not JSON has no model.
 */
export function findModel(bytes: Uint8Array): ModelPlace {
  let depth = 0
  let inObject = false
  let expectsKey = false
  let found: ModelPlace = { kind: 'none' }
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === openObject || byte === openArray) {
      depth += 1
      if (depth === 1) inObject = expectsKey = byte === openObject
    } else if (byte === closeObject || byte === closeArray) {
      depth -= 1
    } else if (byte === comma && depth === 1) {
      expectsKey = inObject
    } else if (byte === quote) {
      const end = endOfString(bytes, at + 1)
      if (end === -1) return { kind: 'none' }
      if (depth === 1 && expectsKey) {
        expectsKey = false
        const key = text(bytes, at + 1, end)
        if (key.includes('\\')) return { kind: 'ambiguous', because: 'a key of its top level is written with escapes' }
        if (key === 'model') {
          if (found.kind !== 'none') return { kind: 'ambiguous', because: 'the key `model` stands twice' }
          const value = valueAfter(bytes, end + 1)
          if (value === null) return { kind: 'ambiguous', because: '`model` is not a plain string' }
          found = value
          at = value.end
          continue
        }
        // There are readers that take a key in any case for the one they look for.
        if (key.toLowerCase() === 'model') return { kind: 'ambiguous', because: `it has a key \`${key}\`` }
      }
      at = end
    }
  }
  return found
}

function valueAfter(bytes: Uint8Array, from: number): Extract<ModelPlace, { kind: 'at' }> | null {
  let at = from
  while (isBlank(bytes[at])) at += 1
  if (bytes[at] !== colon) return null
  at += 1
  while (isBlank(bytes[at])) at += 1
  if (bytes[at] !== quote) return null
  const start = at + 1
  const end = endOfString(bytes, start)
  if (end === -1) return null
  const name = text(bytes, start, end)
  return name.includes('\\') ? null : { kind: 'at', start, end, name }
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d

/** The body with its model renamed; every other byte stays. */
export function renameModel(
  bytes: Uint8Array,
  place: Extract<ModelPlace, { kind: 'at' }>,
  name: string,
): Uint8Array<ArrayBuffer> {
  return Buffer.concat([
    bytes.subarray(0, place.start),
    Buffer.from(JSON.stringify(name).slice(1, -1)),
    bytes.subarray(place.end),
  ])
}

/**
 * The held body with the caller's model renamed to the upstream's; throws `request-ambiguous` where another reader could
 * see another model than this one does. A body that streams through cannot be renamed, and is refused for the same reason.
 */
export function withModel(held: Held, models: ReadonlyMap<string, string>, headers: Headers): Held {
  if (held.kind === 'none') return held
  if (held.kind === 'stream') throw ambiguous('its body is too large to look into')
  const encoding = headers.get('content-encoding')
  if (encoding !== null && encoding !== 'identity') throw ambiguous(`its body is compressed (${encoding})`)
  const place = findModel(held.bytes)
  if (place.kind === 'ambiguous') throw ambiguous(place.because)
  const name = place.kind === 'at' ? models.get(place.name) : undefined
  return place.kind === 'at' && name !== undefined
    ? { kind: 'bytes', bytes: renameModel(held.bytes, place, name) }
    : held
}
