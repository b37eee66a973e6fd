import { type ClientVersion, isWithin } from './client-version.ts'
import { readCharacters, readErrorParts } from './error-parts.ts'
import type { Signature, When } from './signature.ts'

/** What is known of a failure. `null` and absent mean not known, as when somebody pasted a message. */
export interface MatchFacts {
  readonly status: number | null
  readonly headers: Headers | null
  /** Body, or pasted text. */
  readonly text: string
  readonly dialect?: string
  /** Who said it, as cards name providers. */
  readonly provider?: string | undefined
}

/** What the conditions of cards are held against. */
export interface Evidence {
  /** Statuses that the failure was seen with; `null` when none is known. Usually one; a pasted log may name two. */
  readonly statuses: readonly number[] | null
  /** Value of a header, by its name in lower case; `null` when it is not there or not known. */
  readonly header: (name: string) => string | null
  /** Lower case; `null` for bare words, which an error may have had around them and which nobody pasted. */
  readonly codes: ReadonlySet<string> | null
  readonly messages: readonly string[]
  /** The text as a whole; one for an answer, of a pasted text each reading of it. */
  readonly bodies: readonly string[]
  readonly dialect?: string | undefined
  readonly provider?: string | undefined
  readonly client?: ClientVersion | undefined
  /** Where `printed` looks: what a program printed. `null` for an answer of an API, of which no such pattern holds. */
  readonly printed: readonly string[] | null
}

/**
 * What each condition that holds is worth. Structure (a code, a type, a header) outweighs text, text outweighs the
 * status, and of two cards the one that asks for more wins. Asking for a status, provider or client that nobody knows costs half
 * a point, so that of equal cards the one that does not ask wins. A code that nobody pasted costs more than a status is
 * worth: then words are all there is.
 */
export const worth = {
  structure: 8,
  text: 4,
  status: 2,
  dialect: 1,
  provider: 1,
  client: 1,
  unknown: -0.5,
  unknownCode: -2.5,
} as const

/** Header values longer than this are read this far only. */
const headerCharacters = 4_096

const some = (pattern: RegExp, texts: readonly string[]): boolean => texts.some((text) => pattern.test(text))

/**
 * How well one alternative of a card fits; 0 when it does not. An unknown status, dialect or provider neither excludes
 * nor counts; an unknown header does not hold.
 */
export function rank(when: When, evidence: Evidence): number {
  let total = 0
  if (when.status !== undefined && evidence.statuses !== null) {
    if (!evidence.statuses.some((status) => when.status?.includes(status))) return 0
    total += worth.status
  }
  if (when.dialect !== undefined && evidence.dialect !== undefined) {
    if (!when.dialect.includes(evidence.dialect)) return 0
    total += worth.dialect
  }
  if (when.provider !== undefined && evidence.provider !== undefined) {
    if (!when.provider.includes(evidence.provider)) return 0
    total += worth.provider
  }
  if (when.providerKnown === true && evidence.provider === undefined) return 0
  if (when.client !== undefined && evidence.client !== undefined) {
    const { client } = evidence
    if (!when.client.some((range) => isWithin(client, range))) return 0
    total += worth.client
  }
  const { codes } = evidence
  if (when.code !== undefined && codes !== null) {
    if (!when.code.some((code) => codes.has(code.toLowerCase()))) return 0
    total += worth.structure
  }
  if (when.headers !== undefined) {
    for (const [name, pattern] of Object.entries(when.headers)) {
      const value = evidence.header(name)
      if (value === null || !pattern.test(value.slice(0, headerCharacters))) return 0
    }
    total += worth.structure
  }
  if (when.message !== undefined) {
    if (!some(when.message, evidence.messages.length > 0 ? evidence.messages : evidence.bodies)) return 0
    total += worth.text
  }
  if (when.body !== undefined) {
    if (!some(when.body, evidence.bodies)) return 0
    total += worth.text
  }
  if (when.printed !== undefined) {
    if (evidence.printed === null || !some(when.printed, evidence.printed)) return 0
    total += worth.text
  }
  if (total === 0) return 0
  if (when.provider !== undefined && evidence.provider === undefined) total += worth.unknown
  if (when.client !== undefined && evidence.client === undefined) total += worth.unknown
  if (when.status !== undefined && evidence.statuses === null) total += worth.unknown
  if (when.code !== undefined && codes === null) total += worth.unknownCode
  return Math.max(0, total)
}

/**
 * The card that fits an answer of an API best, or `null`. Where two fit equally well, the one that comes first in
 * `cards` wins. Never throws, whatever the bytes.
 */
export function matchSignatures(facts: MatchFacts, cards: readonly Signature[]): Signature | null {
  const { codes, messages } = readErrorParts(facts.text, facts.headers)
  const evidence: Evidence = {
    statuses: facts.status === null ? null : [facts.status],
    header: (name) => facts.headers?.get(name) ?? null,
    codes,
    messages,
    bodies: [facts.text.slice(0, readCharacters).trim()],
    dialect: facts.dialect,
    provider: facts.provider,
    printed: null,
  }
  let best: Signature | null = null
  let bestRank = 0
  for (const card of cards) {
    for (const when of card.when) {
      const found = rank(when, evidence)
      if (found <= bestRank) continue
      best = card
      bestRank = found
    }
  }
  return best
}
