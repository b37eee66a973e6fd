import { WarmkeyError } from '../../errors.ts'
import { redact } from '../../secret.ts'
import { readErrorParts } from '../../signatures/error-parts.ts'
import { indexOf } from '../../signatures/paste/card-index.ts'
import { undress } from '../../signatures/paste/dress.ts'
import type { Pasted } from '../../signatures/paste/pasted.ts'
import { splitRecords } from '../../signatures/paste/records.ts'
import { readRecord } from '../../signatures/paste/said.ts'
import type { Signature } from '../../signatures/signature.ts'

/** `renew`: such an answer means an expired credential. `deny`: no renewal cures it. */
export type RuleKind = 'renew' | 'deny'

/** A rule of a profile, made from one answer, with that answer as its case. */
export interface LearnedRule {
  readonly kind: RuleKind
  readonly rule: { readonly status?: number; readonly body: string }
  /** The answer in one line, without secrets, ids and anything else that is of that one request. */
  readonly example: string
}

/** A phrase shorter than this stands in too many answers; one longer than this is more than a rule needs, characters. */
const phrase = { shortest: 8, longest: 120 }
const exampleCharacters = 160

const usage = (fact: string, remedy: string) => new WarmkeyError('usage', fact, { remedy, transient: false })

/**
 * Makes a rule of a failure: the status where there is exactly one, and the words of its message that would be the same
 * next time. Throws `usage` where it has no such words, or where nothing tells which kind of rule it is.
 */
export function learnedRule(pasted: Pasted, wanted: RuleKind | undefined, cards: readonly Signature[]): LearnedRule {
  const { clean, records } = splitRecords(undress(pasted.text))
  const said = records.map(({ start, end }) => readRecord(clean.text.slice(start, end), indexOf(cards)))
  const statuses = [...new Set(said.flatMap((each) => [...each.statuses]))]
  const [printed] = statuses
  const status = pasted.status ?? (statuses.length === 1 ? printed : undefined)
  const texts = said.flatMap(({ plain }) => {
    const { messages } = readErrorParts(plain.text.trim(), null)
    return messages.length > 0 ? messages : plain.text.split('\n')
  })
  const body = longest(texts.flatMap(phrasesOf))
  if (body === null)
    throw usage(
      'There are no words in it that would be the same next time.',
      'Give the message of the error, or write the rule yourself: "renewOn": [{ "status": 403, "body": "…" }].',
    )
  const kind = wanted ?? kindOf(texts.join('\n'))
  if (kind === null)
    throw usage('Nothing in it tells whether another credential would help.', 'Say it: --as renew, or --as deny.')
  const line = withoutParticulars(texts.find((text) => text.includes(body)) ?? body)
  const example = line.length > exampleCharacters ? `${line.slice(0, exampleCharacters - 1)}…` : line
  return { kind, rule: { ...(status === undefined ? {} : { status }), body }, example }
}

const kindOf = (text: string): RuleKind | null => {
  if (/\b(?:not authorized|not allowed|forbidden by|permission|scope|quota|billing|disabled|denied)\b/i.test(text))
    return 'deny'
  return /\b(?:expired?|expir(?:es|ing|y)|revoked|lapsed|stale|no longer valid|timed out session|invalid (?:access )?token)\b/i.test(
    text,
  )
    ? 'renew'
    : null
}

/** What is of one request alone: secrets, ids, numbers, addresses, paths, names in quotes. */
const particular =
  /\[secret\]|\barn:\S{1,500}|https?:\/\/\S{1,500}|\S{1,100}@\S{1,100}|\b[\w-]{0,80}\d[\w.:-]{0,80}|["'`][^"'`]{0,200}["'`]|[(){}[\]<>\\"'`\n\r]/g

/** Parts of a message between what is of one request alone. */
const phrasesOf = (text: string): string[] =>
  redact(text)
    .split(particular)
    .map((part) => part.replace(/\s+/g, ' ').replace(/^[\s:;,.()·|-]+|[\s:;,(·|-]+$/g, ''))
    .filter((part) => part.length >= phrase.shortest && /\S\s+\S/.test(part))

function longest(parts: readonly string[]): string | null {
  const found = parts.toSorted((a, b) => b.length - a.length)[0]
  if (found === undefined) return null
  if (found.length <= phrase.longest) return found
  return found.slice(0, found.lastIndexOf(' ', phrase.longest))
}

const withoutParticulars = (text: string): string =>
  redact(text)
    .replace(/https?:\/\/\S{1,500}/g, '[address]')
    .replace(/\barn:\S{1,500}/g, '[arn]')
    .replace(/\S{1,100}@\S{1,100}/g, '[name]')
    .replace(/\b(?=[\w-]{0,80}\d)(?=[\w-]{0,80}[A-Za-z])[\w-]{8,200}/g, '[id]')
    .replace(/\s+/g, ' ')
    .trim()

/** Cards whose own texts the rule would take over, with whether it decides otherwise than they do. */
export function alsoCaught(
  { kind, rule }: LearnedRule,
  cards: readonly Signature[],
): readonly { readonly card: Signature; readonly otherwise: boolean }[] {
  const holds = ({ status, text }: { status?: number; text: string }) =>
    (rule.status === undefined || status === rule.status) && text.toLowerCase().includes(rule.body.toLowerCase())
  return cards
    .filter(({ seen }) => seen.some(holds))
    .map((card) => ({ card, otherwise: card.renewable !== (kind === 'renew' ? 'yes' : 'no') }))
}
