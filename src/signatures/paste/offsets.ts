/**
 * Text that was taken from another text piece by piece, and where each piece stood there. Reading pasted text changes its
 * length (colours go, entities become characters), but what is found must be shown in what the person pasted.
 */
export interface Derived {
  readonly text: string
  /** Where the character at this offset of `text` stood in the original; the end of `text` gives the end of what was read. */
  origin(offset: number): number
}

/** Collects the pieces of a {@link Derived} text, in order. */
export interface Pieces {
  /** `text` stands for the original from `at` on; text of another length than there maps to its beginning. */
  add(text: string, at: number): void
  done(end: number): Derived
}

/** Pieces of `before`, itself derived or not; offsets lead through to the original. */
export function createPieces(before: Derived | null = null): Pieces {
  const parts: string[] = []
  const starts: number[] = []
  const places: number[] = []
  let length = 0
  return {
    add(text, at) {
      if (text === '') return
      parts.push(text)
      starts.push(length)
      places.push(at)
      length += text.length
    },
    done(end) {
      const origin = (offset: number): number => {
        if (offset >= length) return end
        let low = 0
        let high = starts.length - 1
        while (low < high) {
          const middle = (low + high + 1) >> 1
          if ((starts[middle] ?? 0) <= offset) low = middle
          else high = middle - 1
        }
        const next = places[low + 1] ?? end
        // A replaced piece may be longer than what it stands for.
        return Math.min((places[low] ?? 0) + offset - (starts[low] ?? 0), Math.max(next, places[low] ?? 0))
      }
      return {
        text: parts.join(''),
        origin: before === null ? origin : (offset) => before.origin(origin(offset)),
      }
    },
  }
}
