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
  /** Gives the bytes back to the budget; called once for each `hold`, when no replay can follow any more. */
  release(held: Held): void
  /** Bytes held at this moment. */
  heldBytes(): number
}

export function createBodyHolder(limits: HoldLimits = defaultHoldLimits): BodyHolder {
  let heldBytes = 0
  const room = () => Math.min(limits.eachBytes, limits.allBytes - heldBytes)
  const reason = (bytes: number) => (bytes > limits.eachBytes ? 'body-too-large' : 'memory-full')

  const take = (bytes: Uint8Array<ArrayBuffer>): Held => {
    heldBytes += bytes.byteLength
    return { kind: 'bytes', bytes }
  }

  /** A body of unknown length is read until it ends or outgrows the room; then what was read goes ahead of the rest. */
  const holdChunked = async (body: ReadableStream<Uint8Array>): Promise<Held> => {
    const reader: ByteReader = body.getReader()
    const chunks: Uint8Array[] = []
    let length = 0
    for (;;) {
      const { done, value } = await reader.read()
      if (done || value === undefined) return take(new Uint8Array(Buffer.concat(chunks, length)))
      chunks.push(value)
      length += value.byteLength
      if (length > room()) return { kind: 'stream', stream: rejoin(chunks, reader), because: reason(length) }
    }
  }

  return {
    async hold(request) {
      const body = request.body
      if (body === null) return { kind: 'none' }
      const declared = request.headers.get('content-length')
      if (declared === null) return await holdChunked(body)
      const length = Number(declared)
      if (length > room()) return { kind: 'stream', stream: body, because: reason(length) }
      return take(new Uint8Array(await request.arrayBuffer()))
    },
    release(held) {
      if (held.kind === 'bytes') heldBytes -= held.bytes.byteLength
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
