import { readErrorParts } from '../error-parts.ts'
import type { Signature } from '../signature.ts'
import { undress } from './dress.ts'
import type { Hit } from './hit.ts'
import { readPairs } from './loose-object.ts'
import type { Pasted } from './pasted.ts'
import type { Split } from './records.ts'
import type { Stretch } from './said.ts'

/**
 * How much of a known text must be there, as a share of its letters, and how many letters at least. Where nothing else
 * was pasted than the beginning of a known text, fewer letters do.
 */
const enough = { share: 0.6, letters: 16 }
const much = { share: 0.4, letters: 32 }
const alone = { share: 0.65, letters: 8 }
/** This much of the beginning and of the end is looked at, characters. */
const part = 4_096

interface Known {
  readonly card: Signature
  readonly place: number
  readonly letters: string
  readonly structured: boolean
}

const known = new WeakMap<readonly Signature[], readonly Known[]>()

/** Letters and digits alone, in lower case: what is left of a text in any dress. */
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '')

function knownTexts(cards: readonly Signature[]): readonly Known[] {
  const made = known.get(cards)
  if (made !== undefined) return made
  const texts = cards.flatMap((card, place) =>
    card.seen.flatMap(({ text }): Known[] => {
      const structured = text.includes('{')
      const whole = { card, place, letters: lettersOf(undress(text).text), structured }
      // What an error quotes is another card's text.
      const messages = structured ? readErrorParts(text, null).messages.slice(0, 1) : []
      return [whole, ...messages.map((message) => ({ card, place, letters: lettersOf(message), structured: false }))]
    }),
  )
  const long = texts.filter(({ letters }) => letters.length >= alone.letters)
  known.set(cards, long)
  return long
}

/** Whether a text stops in the middle of something: an object that is not closed, or no end of a sentence. */
function endsCut(text: string): boolean {
  const brace = text.indexOf('{')
  if (brace !== -1 && readPairs(text, brace).cut) return true
  return /[A-Za-z0-9,:"'(/\\-]$|\u2026$|\.\.\.$/.test(text)
}

/** Whether a text begins in the middle of something: with a small letter, or with what closes and parts. */
const beginsCut = (text: string): boolean => /^(?:\u2026|\.{3})? ?[a-z",:}\])]/.test(text)

/**
 * Cards of which only the beginning or only the end was pasted: what is there stops, or starts, within a text that is
 * known. Those of the longest match, where it says more than what was found without.
 */
export function findTruncated(
  { clean, records }: Split,
  hits: readonly Hit[],
  cards: readonly Signature[],
  pasted: Pasted,
): Hit[] {
  const last = records.at(-1)
  const first = records[0]
  if (first === undefined || last === undefined) return []
  const from = Math.max(0, last.end - part)
  const to = Math.min(last.end, part)
  const end = clean.text.slice(from, last.end).trimEnd()
  const beginning = clean.text.slice(first.start, to)
  return [
    ...(endsCut(end) ? cutHits(end, { start: from, end: last.end }, overlapAtEnd, hits, cards, pasted) : []),
    ...(beginsCut(beginning)
      ? cutHits(beginning, { start: first.start, end: to }, overlapAtStart, hits, cards, pasted)
      : []),
  ]
}

/** The cards whose text has most in common with this end or beginning. */
function cutHits(
  text: string,
  at: Stretch,
  overlap: (text: string, whole: string) => number,
  hits: readonly Hit[],
  cards: readonly Signature[],
  pasted: Pasted,
): Hit[] {
  const letters = lettersOf(text)
  let longest = 0
  let found: Known[] = []
  for (const each of knownTexts(cards)) {
    const status = statusesOf(each.card)
    if (pasted.status !== null && status.size > 0 && !status.has(pasted.status)) continue
    const length = overlap(letters, each.letters)
    const least = length === letters.length ? alone : enough
    const fits = [least, much].some(({ letters: few, share }) => length >= few && length >= each.letters.length * share)
    // What is there from its beginning to its end is not cut.
    if (!fits || length < longest || length === each.letters.length) continue
    if (length > longest) found = []
    longest = length
    found.push(each)
  }
  const here = hits.filter((hit) => hit.at.start < at.end && at.start < hit.at.end)
  return found.flatMap((each): Hit[] => {
    const rank = each.structured ? 11 : 5
    // Without the cut it was found already, or something surer was.
    // The end of a text may be one of its own, since errors quote errors.
    const surer = (hit: Hit) => hit.byWords && (hit.rank > rank || overlap === overlapAtStart)
    if (here.some((hit) => hit.entry.card === each.card || surer(hit))) return []
    const confidence = found.length > 1 ? 0.4 : 0.55
    return [{ entry: each, rank, strong: true, byWords: true, extent: longest, confidence, at }]
  })
}

const statusesOf = (card: Signature): ReadonlySet<number> =>
  new Set(card.seen.flatMap(({ status }) => (status === undefined ? [] : [status])))

/** How many letters the end of `text` and the beginning of `whole` have in common. */
function overlapAtEnd(text: string, whole: string): number {
  if (text === '' || whole === '') return 0
  const head = whole.slice(0, alone.letters)
  for (let at = text.indexOf(head); at !== -1; at = text.indexOf(head, at + 1)) {
    if (whole.startsWith(text.slice(at))) return text.length - at
  }
  return 0
}

/** How many letters the beginning of `text` and the end of `whole` have in common. */
function overlapAtStart(text: string, whole: string): number {
  if (text === '' || whole === '') return 0
  const foot = whole.slice(-alone.letters)
  for (let at = text.lastIndexOf(foot, whole.length); at !== -1; at = at === 0 ? -1 : text.lastIndexOf(foot, at - 1)) {
    if (whole.endsWith(text.slice(0, at + foot.length))) return at + foot.length
  }
  return 0
}
