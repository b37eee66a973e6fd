import type { ClientVersion } from '../client-version.ts'
import { readCharacters } from '../error-parts.ts'
import { type Evidence, rank, worth } from '../match.ts'
import { providerIn } from '../providers.ts'
import type { Signature } from '../signature.ts'
import { type CardIndex, type Entry, indexOf } from './card-index.ts'
import { undress } from './dress.ts'
import { byMerit, type Hit } from './hit.ts'
import { createPieces, type Derived } from './offsets.ts'
import { type Record, type Split, splitRecords } from './records.ts'
import { rootOf } from './root.ts'
import { readRecord, type Said, type Stretch } from './said.ts'
import { findTruncated } from './truncated.ts'
import { unwrap } from './unwrap.ts'
import { utterances } from './utterances.ts'

/** What somebody knows of a failure: what they pasted, and what they say beside it. */
export interface Pasted {
  readonly text: string
  /** `null` when they did not say. */
  readonly status: number | null
  readonly headers: Headers | null
  /** As cards name providers; `undefined` when they did not say. */
  readonly provider?: string | undefined
  readonly client?: ClientVersion | undefined
}

/** One card that is in it. */
export interface Match {
  readonly card: Signature
  /** 0 to 1: a structured match is worth more than a text, a text more than a status alone. */
  readonly confidence: number
  /** Where it stands in the pasted text: first character, and the one behind the last. */
  readonly span: readonly [start: number, end: number]
}

export interface Reading {
  /** The root first, then as they stand in the text. */
  readonly matches: readonly Match[]
  /** The failure that the others follow from, as far as a text can tell; `null` when nothing is known. */
  readonly root: Signature | null
}

/** Of a longer text the beginning and the end are read, characters: causes come first, and failures last. */
const longest = { head: 262_144, tail: 786_432 }

function shortened(text: string): Derived | null {
  if (text.length <= longest.head + longest.tail) return null
  const pieces = createPieces()
  pieces.add(text.slice(0, longest.head), 0)
  pieces.add('\n\n', longest.head)
  pieces.add(text.slice(-longest.tail), text.length - longest.tail)
  return pieces.done(text.length)
}

/** Finds every known failure in a pasted text. Takes time in proportion to it, and never throws. */
export function readPaste(pasted: Pasted, cards: readonly Signature[]): Reading {
  const { text } = pasted
  const asItIs = readAll(splitRecords(undress(shortened(text) ?? text)), pasted, cards)
  const derived = unwrap(text)
  if (derived === null) return asItIs.reading
  const joined = readAll(splitRecords(undress(derived)), pasted, cards)
  return isBetter(joined.root, asItIs.root) ? joined.reading : asItIs.reading
}

/** Words that a line break has torn apart are found only where it is gone. */
function isBetter(joined: Hit | null, asItIs: Hit | null): boolean {
  if (joined === null || asItIs === null) return joined !== null
  return joined.byWords === asItIs.byWords ? joined.rank >= asItIs.rank : joined.byWords
}

/** Reads a text that is cut into records. */
function readAll(
  split: Split,
  pasted: Pasted,
  cards: readonly Signature[],
): { readonly reading: Reading; readonly root: Hit | null } {
  const index = indexOf(cards)
  const hits: Hit[] = []
  const known = new Set<string>()
  const settled = new Set<Hit['entry']>()
  for (const [place, entries] of candidates(split, index, pasted)) {
    const record = split.records[place]
    if (record === undefined) continue
    for (const entry of entries) if (settled.has(entry)) entries.delete(entry)
    if (entries.size === 0) continue
    const said = split.clean.text.slice(record.start, record.end)
    const shape = shapeOf(said)
    if (known.has(shape)) continue
    known.add(shape)
    const found = hitsIn(said, record, entries, index, pasted)
    hits.push(...found)
    // Found once is found; the first place is the one that counts.
    for (const { entry } of found) settled.add(entry)
  }
  hits.push(...findTruncated(split, hits, cards, pasted))
  hits.push(...wholeHits(pasted, hits, index, pasted.text))
  const best = bestOfEach(hits)
  const root = rootOf(best, split)
  const matches = best
    .toSorted((a, b) => Number(b === root) - Number(a === root) || a.at.start - b.at.start || b.rank - a.rank)
    .map(({ entry, confidence, at }): Match => {
      const start = split.clean.origin(at.start)
      return { card: entry.card, confidence, span: [start, Math.max(start, split.clean.origin(at.end))] }
    })
  return {
    reading: { matches, root: root?.entry.card ?? null },
    root,
  }
}

/** What a record says but for its numbers and ids: a line that is printed again says nothing new. Statuses stay. */
const shapeOf = (text: string): string =>
  text.replace(/[0-9a-f-]{12,64}|\d{1,20}/g, (found) => (/^[45]\d\d$/.test(found) ? found : '0'))

/** Which alternatives of cards are worth trying on which record: those of whose words or codes one stands in it. */
function candidates({ clean, records }: Split, index: CardIndex, pasted: Pasted): Map<number, Set<Entry>> {
  const lower = lowerCase(clean.text)
  const found = new Map<number, Set<Entry>>()
  const add = (place: number, entries: readonly Entry[]) => {
    const set = found.get(place)
    if (set === undefined) found.set(place, new Set(entries))
    else for (const entry of entries) set.add(entry)
  }
  const everywhere = (word: string, entries: readonly Entry[]) => {
    let place = 0
    for (let at = lower.indexOf(word); at !== -1; ) {
      while (place < records.length - 1 && at >= (records[place]?.end ?? 0)) place++
      add(place, entries)
      const end = records[place]?.end ?? lower.length
      at = lower.indexOf(word, Math.max(end - word.length + 1, at + 1))
    }
  }
  for (const [word, entries] of index.byWord) everywhere(word, entries)
  for (const [code, entries] of index.byCode) everywhere(code, entries)
  for (const entry of index.others) {
    const names = Object.keys(entry.when.headers ?? {})
    if (names.some((name) => pasted.headers?.has(name) === true))
      for (const place of records.keys()) add(place, [entry])
    for (const name of names) everywhere(name, [entry])
    if (names.length === 0) for (const status of entry.when.status ?? []) everywhere(String(status), [entry])
  }
  return new Map([...found].toSorted(([a], [b]) => a - b))
}

/** Lower case with as many characters as before, and line breaks as blanks. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase()
  const kept = lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  return kept.replaceAll('\n', ' ')
}

/** What a record holds for the conditions of cards. */
function evidenceOf(said: Said, pasted: Pasted): Evidence {
  const { status, headers } = pasted
  const statuses = [...new Set([...(status === null ? [] : [status]), ...said.statuses])]
  const messages = [...new Set([said.flat, ...said.values.map(({ text }) => text), ...said.plain.text.split('\n')])]
  return {
    statuses: statuses.length === 0 ? null : statuses,
    header: (name) => headers?.get(name) ?? said.headers.get(name) ?? null,
    codes:
      said.codes.size === 0 && said.values.length === 0 && (statuses.length > 0 || pasted.provider !== undefined)
        ? null
        : new Set(said.codes.keys()),
    messages,
    bodies: said.page === null ? [said.flat] : [said.page, said.flat],
    provider: pasted.provider ?? providerIn(said.flat),
    client: pasted.client,
    printed: messages,
  }
}

/** The same, with every part of a line that may be a whole message. */
function inParts(whole: Evidence, said: Said): Evidence {
  const parts = [...utterances(said.plain.text), ...said.values.flatMap(({ text }) => utterances(text))]
  const messages = [...new Set([...whole.messages, ...parts])]
  return { ...whole, messages, printed: messages }
}

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

function hitsIn(text: string, record: Record, entries: Iterable<Entry>, index: CardIndex, pasted: Pasted): Hit[] {
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
function wholeHits(pasted: Pasted, hits: readonly Hit[], index: CardIndex, text: string): Hit[] {
  if (pasted.status === null && pasted.headers === null) return []
  if (hits.some(({ strong }) => strong)) return []
  const body = text.slice(0, readCharacters).trim()
  const evidence: Evidence = {
    statuses: pasted.status === null ? null : [pasted.status],
    header: (name) => pasted.headers?.get(name) ?? null,
    codes: new Set([pasted.headers?.get('x-amzn-errortype')?.split(/[:#]/)[0]?.toLowerCase() ?? '']),
    messages: [body],
    bodies: [body],
    provider: pasted.provider,
    client: pasted.client,
    printed: [body],
  }
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

function bestOfEach(hits: readonly Hit[]): Hit[] {
  const best = new Map<Signature, Hit>()
  for (const hit of hits) {
    const known = best.get(hit.entry.card)
    if (known === undefined || hit.rank > known.rank) best.set(hit.entry.card, hit)
  }
  const all = [...best.values()]
  // What only a status says is said better by anything else.
  return all.some(({ strong }) => strong) ? all.filter(({ strong }) => strong) : all
}
