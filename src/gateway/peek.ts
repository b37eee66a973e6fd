import type { Clock } from '../clock.ts'
import { type ByteReader, rejoin } from './body.ts'

/** How much of a failure is looked at: 64 KiB of body, and no longer than 2 s for it to arrive. */
const peekBytes = 64 * 1024
const peekMs = 2000

/** A failure whose beginning has been read. `body` still holds every byte, in order, broken where it broke. */
export interface Peeked {
  /** Decoded text of the beginning, at most 64 KiB; empty when it is not text or cannot be decoded. */
  readonly text: string
  /** Everything the upstream sent or will send, as it sent it. */
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  /** Ends the transfer when the answer is thrown away. */
  discard(): void
}

/** Upstreams compress errors, and a beginning is not a whole file: what decodes, counts. */
export function decodeBeginning(bytes: Uint8Array, encoding: string | null): string {
  try {
    return new TextDecoder().decode(decompress(bytes, encoding).subarray(0, peekBytes))
  } catch {
    // Not what its content-encoding says: then it is no text that a card could know.
    return ''
  }
}

function decompress(bytes: Uint8Array, encoding: string | null): Uint8Array {
  const coding = encoding?.trim().toLowerCase() ?? ''
  if (coding === '' || coding === 'identity') return bytes
  // Loaded with the first failure that is compressed: it brings the streams of Node with it.
  const zlib = process.getBuiltinModule('node:zlib')
  const { constants } = zlib
  const partial = { finishFlush: constants.Z_SYNC_FLUSH }
  // A bomb is cut by looking at a beginning of at most 64 KiB that may grow a hundredfold and no further.
  const limit = { maxOutputLength: 100 * peekBytes }
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.gunzipSync(bytes, { ...partial, ...limit })
    case 'deflate':
      return (isZlib(bytes) ? zlib.inflateSync : zlib.inflateRawSync)(bytes, { ...partial, ...limit })
    case 'br':
      return zlib.brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH, ...limit })
    case 'zstd':
      return zlib.zstdDecompressSync(bytes, limit)
    default:
      return new Uint8Array()
  }
}

/** Some servers send `deflate` without the zlib header that RFC 9110 §8.4.1.2 asks for (RFC 1950 §2.2 has its check). */
const isZlib = ([first = 0, second = 0]: Uint8Array): boolean =>
  (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0

/** Reads the beginning of a failure's body without losing a byte of it. */
export async function peek(response: Response, clock: Clock): Promise<Peeked> {
  const body = response.body
  if (body === null) return { text: '', body: new Uint8Array(), discard: () => {} }
  const reader: ByteReader = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  let callOff = () => {}
  const late = new Promise<'late'>((resolve) => {
    callOff = clock.after(peekMs, () => resolve('late'))
  })
  let pending: ReturnType<ByteReader['read']> | null = null
  let state: 'reading' | 'whole' | 'more' | 'broken' = 'reading'
  while (state === 'reading') {
    pending = reader.read()
    const got = await Promise.race([pending, late]).catch(() => 'broken' as const)
    if (got === 'late') state = 'more'
    else if (got === 'broken') state = 'broken'
    else {
      pending = null
      if (got.done || got.value === undefined) state = 'whole'
      else {
        chunks.push(got.value)
        length += got.value.byteLength
        if (length >= peekBytes) state = 'more'
      }
    }
  }
  callOff()
  const beginning = new Uint8Array(Buffer.concat(chunks, length))
  const text = decodeBeginning(beginning.subarray(0, peekBytes), response.headers.get('content-encoding'))
  const discard = () => {
    if (state === 'more') reader.cancel().catch(ignoreLateFault)
  }
  return { text, body: state === 'whole' ? beginning : rejoin(chunks, resume(reader, pending)), discard }
}

/** The fault of a transfer that nobody waits for any more. */
const ignoreLateFault = () => {}

/** A reader that hands out the read that was still under way first. */
function resume(reader: ByteReader, pending: ReturnType<ByteReader['read']> | null): ByteReader {
  let first = pending
  return {
    read() {
      const promise = first ?? reader.read()
      first = null
      return promise
    },
    cancel: (cause) => reader.cancel(cause),
  }
}
