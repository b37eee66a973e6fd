import { parseHead, type RequestHead } from './request-head.ts'

export interface RequestEvents {
  head(head: RequestHead): void
  body(bytes: Uint8Array): void
  end(): void
  /** The bytes are no HTTP/1.1 request. Nothing is called after this. */
  broken(why: string): void
}

export interface RequestReader {
  push(bytes: Uint8Array): void
  /** Goes on with the next request; between `end` and this call, bytes are only kept. */
  resume(): void
}

type State = 'head' | 'length' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer' | 'waiting' | 'broken'

const maxHeadBytes = 256 * 1024
const empty = new Uint8Array(0)

/**
 * Reads HTTP/1.1 requests from one connection and refuses what a careless proxy might send: both lengths at once,
 * two lengths that differ, folded lines, bare line feeds, control characters, no Host
 * (https://www.rfc-editor.org/rfc/rfc9112#section-6.3 and #section-5.2).
 */
export function requestReader(events: RequestEvents): RequestReader {
  let state: State = 'head'
  let kept: Uint8Array = empty
  let left = 0
  let busy = false

  const line = (limit: number): string | null => {
    const at = indexOfCrLf(kept, 0)
    if (at < 0) {
      if (kept.length > limit) fail('a line is too long')
      return null
    }
    const text = latin1(kept.subarray(0, at))
    kept = kept.subarray(at + 2)
    return text
  }
  const fail = (why: string) => {
    state = 'broken'
    kept = empty
    events.broken(why)
  }
  const finish = () => {
    state = 'waiting'
    events.end()
  }

  /** One step; false when more bytes are needed. */
  const step = (): boolean => {
    switch (state) {
      case 'head': {
        while (kept[0] === 13 && kept[1] === 10) kept = kept.subarray(2)
        const end = endOfHead(kept)
        if (end < 0) {
          if (kept.length > maxHeadBytes) fail('the head is too long')
          return false
        }
        const head = parseHead(latin1(kept.subarray(0, end)))
        kept = kept.subarray(end + 4)
        if (typeof head === 'string') {
          fail(head)
          return false
        }
        left = head.contentLength ?? 0
        state = head.contentLength === null ? 'chunk-size' : 'length'
        events.head(head)
        if (state === 'length' && left === 0) finish()
        return true
      }
      case 'length':
      case 'chunk': {
        if (kept.length === 0) return false
        const part = kept.subarray(0, left)
        kept = kept.subarray(part.length)
        left -= part.length
        events.body(part)
        if (left > 0) return false
        if (state === 'length') finish()
        else state = 'chunk-end'
        return true
      }
      case 'chunk-end': {
        if (kept.length < 2) return false
        if (kept[0] !== 13 || kept[1] !== 10) {
          fail('a chunk is longer than its size says')
          return false
        }
        kept = kept.subarray(2)
        state = 'chunk-size'
        return true
      }
      case 'chunk-size': {
        const text = line(4096)
        if (text === null) return false
        const size = /^([0-9a-fA-F]{1,12})(?:[ \t]*;.*)?$/.exec(text)?.[1]
        if (size === undefined) {
          fail('a chunk size is not a number')
          return false
        }
        left = Number.parseInt(size, 16)
        state = left === 0 ? 'trailer' : 'chunk'
        return true
      }
      case 'trailer': {
        const text = line(maxHeadBytes)
        if (text === null) return false
        if (text === '') finish()
        return true
      }
      default:
        return false
    }
  }
  const run = () => {
    if (busy) return
    busy = true
    while (step());
    busy = false
  }

  return {
    push(bytes) {
      if (state === 'broken') return
      kept = kept.length === 0 ? bytes : Buffer.concat([kept, bytes])
      run()
      // What is kept must neither change with the buffer it came in nor hold on to all of it.
      if (kept.length > 0) kept = new Uint8Array(kept)
    },
    resume() {
      if (state !== 'waiting') return
      state = 'head'
      run()
    },
  }
}

function indexOfCrLf(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(13, from); at >= 0; at = bytes.indexOf(13, at + 1)) if (bytes[at + 1] === 10) return at
  return -1
}

function endOfHead(bytes: Uint8Array): number {
  for (let at = indexOfCrLf(bytes, 0); at >= 0; at = indexOfCrLf(bytes, at + 2)) {
    if (bytes[at + 2] === 13 && bytes[at + 3] === 10) return at
  }
  return -1
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
