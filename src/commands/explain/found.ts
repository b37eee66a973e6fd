import type { FailedExchange } from '../../daemon/control-protocol.ts'
import { catalogue } from '../../signatures/catalogue.ts'
import { signatures } from '../../signatures/index.ts'
import { outcomeOf } from '../../signatures/outcome.ts'
import { nearestCards } from '../../signatures/paste/nearest.ts'
import { type Match, type Reading, readPaste } from '../../signatures/paste/read-paste.ts'
import type { Signature } from '../../signatures/signature.ts'
import type { Question } from './question.ts'

/** What is known of it. */
export interface Found extends Reading {
  /** Cards of the nearest words, where none fits. */
  readonly nearest: readonly Signature[]
}

/** Finds the cards of a question. Of an exchange the gateway has decided already, and that decision is the answer. */
export function find({ pasted, failed }: Question): Found {
  const reading = readPaste(pasted, catalogue)
  const decided = catalogue.find(({ id }) => id === failed?.card)
  const known = decided === undefined ? reading : withDecided(reading, decided, pasted.text)
  const nearest = known.root === null ? nearestCards(pasted.text, catalogue) : []
  return { ...known, nearest }
}

function withDecided({ matches }: Reading, card: Signature, text: string): Reading {
  const match: Match = { card, confidence: 0.95, span: [0, text.length] }
  return { root: card, matches: [match, ...matches.filter((each) => each.card !== card)] }
}

const renewable = { yes: true, no: false, unsure: null } as const

/** What `--json` prints. It only grows. */
export function foundJson({ matches, root, nearest }: Found, failed: FailedExchange | null): object {
  return {
    schema: 1,
    matches: matches.map(({ card, confidence, span }) => ({
      card: card.id,
      title: card.title,
      area: card.area,
      cause: card.cause,
      renewable: renewable[card.renewable],
      verdict: outcomeOf(card, signatures.includes(card)),
      confidence,
      meaning: card.meaning,
      remedy: card.remedy,
      sources: [...new Set(card.seen.map(({ source }) => source))],
      span,
      hearsay: card.hearsay ?? false,
      worked: card.worked,
      related: card.related ?? [],
    })),
    root: root?.id ?? null,
    ...(root === null ? { nearest: nearest.map(({ id }) => id), collect: toCollect } : {}),
    ...(failed === null ? {} : { exchange: failed }),
  }
}

/** What whoever helps with an unknown failure needs. */
export const toCollect: readonly string[] = [
  'The HTTP status and the headers server, via, www-authenticate, content-type and request-id of the answer.',
  'The body of the answer, whole; take keys and prompts out of it.',
  'The client with its version, and the provider or the address that it talks to.',
  'Whether the same request works from another machine, or with another key.',
]
