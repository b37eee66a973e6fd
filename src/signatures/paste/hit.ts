import { signatures } from '../index.ts'
import type { Entry } from './card-index.ts'
import type { Stretch } from './said.ts'

/** A card that fits a record, and where. */
export interface Hit {
  readonly entry: Pick<Entry, 'card' | 'place'> & { readonly when?: Entry['when'] }
  readonly rank: number
  /** Whether anything but the status speaks for it. */
  readonly strong: boolean
  /** Whether its words were found, and not a code or a header alone. */
  readonly byWords: boolean
  readonly confidence: number
  /** In the clean text. */
  readonly at: Stretch
  /** How many characters its words are. */
  readonly extent: number
}

/**
 * The better match first, then the order of the cards. A card that only explains stands behind all that decide, so there
 * the longer words tell which of the two is meant.
 */
export function byMerit(a: Hit, b: Hit): number {
  const decide = signatures.includes(a.entry.card) && signatures.includes(b.entry.card)
  return b.rank - a.rank || (decide ? 0 : b.extent - a.extent) || a.entry.place - b.entry.place
}
