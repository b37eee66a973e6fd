import type { CardIndex, Entry } from './card-index.ts'
import type { Pasted } from './pasted.ts'
import type { Split } from './records.ts'

/** Which alternatives of cards are worth trying on which record: those of whose words or codes one stands in it. */
export function candidates({ clean, records }: Split, index: CardIndex, pasted: Pasted): Map<number, Set<Entry>> {
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
