import { type ErrorParts, readCharacters, readErrorParts } from './error-parts.ts'
import type { Signature, When } from './signature.ts'

/** What is known of a failure. `null` and absent mean not known, as when somebody pasted a message. */
export interface MatchFacts {
  readonly status: number | null
  readonly headers: Headers | null
  /** Body, or pasted text. */
  readonly text: string
  readonly dialect?: string
}

/**
 * What each condition that holds is worth. Structure (a code, a type, a header) outweighs text, text outweighs the
 * status, and of two cards the one that asks for more wins.
 */
const worth = { structure: 8, text: 4, status: 2, dialect: 1 } as const

/** Header values longer than this are read this far only. */
const headerCharacters = 4_096

/**
 * How well one alternative of a card fits; 0 when it does not. An unknown status or dialect neither excludes nor
 * counts; an unknown header does not hold.
 */
function rank(when: When, facts: MatchFacts, parts: ErrorParts, body: string): number {
  let total = 0
  if (when.status !== undefined && facts.status !== null) {
    if (!when.status.includes(facts.status)) return 0
    total += worth.status
  }
  if (when.dialect !== undefined && facts.dialect !== undefined) {
    if (!when.dialect.includes(facts.dialect)) return 0
    total += worth.dialect
  }
  if (when.code !== undefined) {
    if (!when.code.some((code) => parts.codes.has(code.toLowerCase()))) return 0
    total += worth.structure
  }
  if (when.headers !== undefined) {
    for (const [name, pattern] of Object.entries(when.headers)) {
      const value = facts.headers?.get(name)
      if (value === null || value === undefined || !pattern.test(value.slice(0, headerCharacters))) return 0
    }
    total += worth.structure
  }
  if (when.message !== undefined) {
    const pattern = when.message
    const messages = parts.messages.length > 0 ? parts.messages : [body]
    if (!messages.some((message) => pattern.test(message))) return 0
    total += worth.text
  }
  if (when.body !== undefined) {
    if (!when.body.test(body)) return 0
    total += worth.text
  }
  return total
}

/**
 * The card that fits a failure best, or `null`. Where two fit equally well, the one that comes first in `cards` wins.
 * Never throws, whatever the bytes.
 */
export function matchSignatures(facts: MatchFacts, cards: readonly Signature[]): Signature | null {
  const parts = readErrorParts(facts.text, facts.headers)
  const body = facts.text.slice(0, readCharacters).trim()
  let best: Signature | null = null
  let bestRank = 0
  for (const card of cards) {
    for (const when of card.when) {
      const found = rank(when, facts, parts, body)
      if (found <= bestRank) continue
      best = card
      bestRank = found
    }
  }
  return best
}
