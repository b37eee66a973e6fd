import { type Evidence, rank, worth } from '../match.ts'
import type { Signature } from '../signature.ts'
import type { CardIndex, Entry } from './card-index.ts'
import { evidenceBeside, evidenceOf, inParts } from './evidence-of.ts'
import { byMerit, type Hit } from './hit.ts'
import type { Pasted } from './pasted.ts'
import type { Record } from './records.ts'
import { readRecord, type Said, type Stretch } from './said.ts'
import { utterances } from './utterances.ts'

/** How many characters a pattern takes where it matches first. */
function extentOf(pattern: RegExp, texts: readonly string[]): number {
  for (const text of texts) {
    const found = pattern.exec(text)
    if (found !== null) return found[0].length
  }
  return 0
}

/** Whether a pattern asks for the beginning or the end of a message, so that a part of one may satisfy it. */
const isAnchored = (pattern: RegExp | undefined): boolean => pattern !== undefined && /\^|\$/.test(pattern.source)

/** The cards that fit a record, each where it stands; of those that rest on the same words the best. */
export function hitsIn(
  text: string,
  record: Record,
  entries: Iterable<Entry>,
  index: CardIndex,
  pasted: Pasted,
): Hit[] {
  const said = readRecord(text, index)
  const whole = evidenceOf(said, pasted)
  let parts: Evidence | null = null
  const found: Hit[] = []
  for (const entry of entries) {
    const { when, card } = entry
    // Words that need a status around them are a whole message or nothing.
    const mayBePart = isAnchored(textOf(entry)) && (when.status === undefined || whole.statuses !== null)
    let fit = rank(when, whole)
    if (fit === 0 && mayBePart) {
      parts ??= inParts(whole, said)
      fit = rank(when, parts)
    }
    if (fit === 0) continue
    const alone = isWordAlone(entry, said)
    const value = alone ? fit - worth.structure + wordAlone : fit
    const strong = when.code !== undefined || when.headers !== undefined || textOf(entry) !== undefined
    if (!strong && pasted.status === null && /"[A-Z]{3,7} \/\S{0,200} HTTP/.test(said.flat)) continue
    const at = placeOf(entry, said)
    const pattern = textOf(entry)
    const extent = pattern === undefined ? 0 : extentOf(pattern, [...whole.bodies, ...whole.messages])
    found.push({
      entry,
      rank: value,
      strong,
      byWords: textOf(entry) !== undefined,
      confidence: alone ? 0.5 : confidenceOf(entry, whole, card),
      extent,
      at: { start: record.start + at.start, end: record.start + Math.min(at.end, text.trimEnd().length) },
    })
  }
  return apart(found, text, record.start)
}

/** A code that stands among words, and nothing else speaks for the card: less than a text, more than a status. */
const wordAlone = 1.5
const isWordAlone = ({ when }: Entry, { codes, words }: Said): boolean =>
  when.headers === undefined &&
  textOf({ when }) === undefined &&
  (when.code ?? []).every((code) => !codes.has(code.toLowerCase()) || words.has(code.toLowerCase())) &&
  when.code !== undefined

const textOf = ({ when }: { when?: Entry['when'] }): RegExp | undefined => when?.message ?? when?.printed ?? when?.body

/** Where in the record an alternative holds: its words, else the value or object they are in, else its code. */
function placeOf(entry: Entry, said: Said): Stretch {
  const { plain, flat, values, codes } = said
  const pattern = textOf(entry)
  const whole = { start: 0, end: plain.origin(plain.text.length) }
  if (pattern !== undefined) {
    const found = pattern.exec(flat)
    if (found !== null && found[0] !== '')
      return { start: plain.origin(found.index), end: plain.origin(found.index + found[0].length) }
    const value = values.find(({ text }) => pattern.test(text))
    if (value !== undefined) return value.at
    const part = utterances(plain.text).find((each) => pattern.test(each))
    const at = part === undefined ? -1 : plain.text.indexOf(part)
    if (part !== undefined && at !== -1) return { start: plain.origin(at), end: plain.origin(at + part.length) }
    return whole
  }
  for (const code of entry.when.code ?? []) {
    const at = codes.get(code.toLowerCase())
    if (at !== undefined) return at
  }
  return whole
}

/**
 * Of cards that rest on the same words the best; what stands beside it is a failure of its own. A card that names a code
 * and no words says what kind of failure it is, so it speaks for its whole line.
 */
function apart(hits: readonly Hit[], text: string, start = 0): Hit[] {
  const kept: Hit[] = []
  const reach = ({ entry, at }: Hit): Stretch => {
    if (entry.when === undefined || textOf(entry) !== undefined) return at
    const next = text.indexOf('\n', Math.max(at.start - start, at.end - start - 1))
    return {
      start: start + text.lastIndexOf('\n', at.start - start - 1) + 1,
      end: next === -1 ? start + text.length : start + next,
    }
  }
  for (const hit of hits.toSorted(byMerit)) {
    const mine = reach(hit)
    const taken = kept.some(({ at }) => mine.start <= at.end && at.start <= mine.end)
    if (!taken && !kept.some(({ entry }) => entry.card === hit.entry.card)) kept.push(hit)
  }
  return kept
}

/** How sure a match is: 0.9 and more by structure and words, 0.6 by words alone, 0.3 by the status alone. */
function confidenceOf({ when }: Entry, evidence: Evidence, card: Signature): number {
  const structure = (when.code !== undefined && evidence.codes !== null) || when.headers !== undefined
  const words = when.message !== undefined || when.body !== undefined || when.printed !== undefined
  let value = structure && words ? 0.9 : structure ? 0.8 : words ? 0.65 : 0.3
  if (when.status !== undefined && evidence.statuses !== null && value > 0.3) value += 0.05
  if (when.provider !== undefined) value += evidence.provider === undefined ? -0.2 : 0.05
  if (card.hearsay === true) value -= 0.15
  return Math.round(Math.max(0.1, value) * 100) / 100
}

/** What can only be said of all of it: a status or a header that was given beside the text, or no text at all. */
export function hitsBeside(pasted: Pasted, hits: readonly Hit[], index: CardIndex): Hit[] {
  if (pasted.status === null && pasted.headers === null) return []
  if (hits.some(({ strong }) => strong)) return []
  const { text } = pasted
  const evidence = evidenceBeside(pasted)
  const found = index.entries.flatMap((entry): Hit[] => {
    const value = rank(entry.when, evidence)
    if (value === 0) return []
    const strong = value > worth.status + worth.dialect + worth.provider
    return [
      {
        entry,
        rank: value,
        strong,
        byWords: textOf(entry) !== undefined,
        confidence: confidenceOf(entry, evidence, entry.card),
        extent: 0,
        at: { start: 0, end: text.length },
      },
    ]
  })
  return apart(found, text)
}
