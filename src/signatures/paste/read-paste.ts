import type { Signature } from '../signature.ts'
import { candidates } from './candidates.ts'
import { indexOf } from './card-index.ts'
import { undress } from './dress.ts'
import type { Hit } from './hit.ts'
import { hitsBeside, hitsIn } from './hits-in.ts'
import { createPieces, type Derived } from './offsets.ts'
import type { Pasted } from './pasted.ts'
import { type Split, splitRecords } from './records.ts'
import { rootOf } from './root.ts'
import { findTruncated } from './truncated.ts'
import { unwrap } from './unwrap.ts'

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
  hits.push(...hitsBeside(pasted, hits, index))
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
