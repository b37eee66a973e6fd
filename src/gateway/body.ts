/** Limits of what is held for a replay; the numbers are defaults, overridable in the configuration. */
export interface HoldLimits {
  /** Largest body that is held, bytes. Default 32 MiB, the most that the Messages API takes. */
  readonly eachBytes: number
  /** All held bodies together, bytes. Default 512 MiB. */
  readonly allBytes: number
}

export const defaultHoldLimits: HoldLimits = { eachBytes: 32 * 1024 * 1024, allBytes: 512 * 1024 * 1024 }

/** What became of a request's body: nothing to send, bytes that can be sent again, or a stream that cannot. */
export type Held =
  | { readonly kind: 'none' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'stream'
      readonly stream: ReadableStream<Uint8Array>
      readonly because: 'body-too-large' | 'memory-full'
    }

export interface BodyHolder {
  /** Holds the request's body, or says why it cannot. Rejects when the caller goes away in the middle of it. */
  hold(request: Request): Promise<Held>
  /**
   * Gives the bytes back to the budget and to the system; called for each `hold` when no replay can follow any more.
   * They are gone after it.
   */
  release(held: Held): void
  /** Bytes held, or promised to bodies that are still arriving, at this moment. */
  heldBytes(): number
}

const nothing: Promise<Held> = Promise.resolve({ kind: 'none' })

export function createBodyHolder(limits: HoldLimits = defaultHoldLimits): BodyHolder {
  let heldBytes = 0
  const fits = (length: number, more = length) => length <= limits.eachBytes && heldBytes + more <= limits.allBytes
  const reason = (length: number) => (length > limits.eachBytes ? 'body-too-large' : 'memory-full')

  /** A length that was declared is taken from the budget before the bytes arrive: many may be on their way at once. */
  const holdDeclared = async (request: Request, length: number): Promise<Held> => {
    heldBytes += length
    try {
      const bytes = new Uint8Array(await request.arrayBuffer())
      heldBytes += bytes.byteLength - length
      return { kind: 'bytes', bytes }
    } catch (cause) {
      heldBytes -= length
      throw cause
    }
  }

  /** A body of unknown length is read until it ends or outgrows the room; then what was read goes ahead of the rest. */
  const holdChunked = async (body: ReadableStream<Uint8Array>): Promise<Held> => {
    const reader: ByteReader = body.getReader()
    const chunks: Uint8Array[] = []
    let length = 0
    try {
      for (;;) {
        const { done, value } = await reader.read()
        if (done || value === undefined) return { kind: 'bytes', bytes: new Uint8Array(Buffer.concat(chunks, length)) }
        chunks.push(value)
        if (!fits(length + value.byteLength, value.byteLength)) {
          const because = reason(length + value.byteLength)
          heldBytes -= length
          return { kind: 'stream', stream: rejoin(chunks, reader), because }
        }
        length += value.byteLength
        heldBytes += value.byteLength
      }
    } catch (cause) {
      heldBytes -= length
      throw cause
    }
  }

  return {
    hold(request) {
      // The runtime drops what comes with these, and sends nothing with them (RFC 9110 §9.3.1: it has no meaning).
      if (request.method === 'GET' || request.method === 'HEAD') return nothing
      // The body is touched last: what asks for it as a stream first cannot have it as bytes at full speed.
      const declared = request.headers.get('content-length')
      if (declared !== null) {
        // The same length twice is one length (RFC 9112 §6.3), and arrives joined.
        const length = Number.parseInt(declared, 10)
        if (fits(length)) return holdDeclared(request, length)
        const stream = request.body
        return stream === null ? nothing : Promise.resolve({ kind: 'stream', stream, because: reason(length) })
      }
      return request.body === null ? nothing : holdChunked(request.body)
    },
    release(held) {
      if (held.kind !== 'bytes' || held.bytes.byteLength === 0) return
      heldBytes -= held.bytes.byteLength
      // Gives the memory back now: left to the garbage collector, each request would write into cold pages.
      held.bytes.buffer.transfer(0)
    },
    heldBytes: () => heldBytes,
  }
}

/** The part of a stream's reader that is needed here; both the runtime's and the platform's readers have it. */
export interface ByteReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>
  cancel(cause?: unknown): Promise<void>
}

/** One stream of what was read already and what is still to come; it breaks where its source breaks. */
export function rejoin(read: readonly Uint8Array[], rest: ByteReader): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = read[next]
      if (chunk !== undefined) {
        next += 1
        controller.enqueue(chunk)
        return
      }
      try {
        const { done, value } = await rest.read()
        if (done || value === undefined) controller.close()
        else controller.enqueue(value)
      } catch {
        // Without an argument: the runtime prints an error that it is given, and the broken transfer says it all.
        controller.error()
      }
    },
    cancel: (cause) => rest.cancel(cause),
  })
}
