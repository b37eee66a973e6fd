/**
 * Bytes that may go to the runtime whole at one time, default. A body that is given to it whole is copied by it, and the
 * copy stays until the answer has ended, which for a model takes minutes. One that is poured through a stream leaves
 * nothing behind and costs a quarter more CPU time. So a few go whole, and many are poured.
 */
export const wholeBytes = 4 * 1024 * 1024

/** The account of the copies that the runtime keeps. */
export interface Copies {
  /** Whether a body of this length may go whole; if so, {@link giveBack} is due when its answer has ended. */
  take(length: number): boolean
  giveBack(length: number): void
  /** Bytes that are taken at this moment. */
  bytes(): number
}

export function createCopies(limit: number = wholeBytes): Copies {
  let taken = 0
  return {
    take(length) {
      if (taken + length > limit) return false
      taken += length
      return true
    },
    giveBack(length) {
      taken -= length
    },
    bytes: () => taken,
  }
}

/** Held bytes as a stream that the runtime reads once; each attempt needs a new one. Its length is the caller's to tell. */
export function pour(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  // The runtime's own kind of source, which takes bytes without a queue between.
  const source: Bun.DirectUnderlyingSource<Uint8Array> = {
    type: 'direct',
    pull(controller) {
      controller.write(bytes)
      controller.close()
    },
  }
  return new ReadableStream(source)
}
