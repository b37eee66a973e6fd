import type { Signature } from '../signature.ts'

/** Words that every error has. */
const empty = new Set(
  'error errors message status code request failed with from that this have your type null true false http https https api the and for not but was are you can will please'.split(
    ' ',
  ),
)

const wordsIn = (text: string): Set<string> =>
  new Set(
    (
      text
        .slice(0, 16_384)
        .toLowerCase()
        .match(/[a-z][a-z0-9]{3,30}/g) ?? []
    ).filter((word) => !empty.has(word)),
  )

/** How much two texts must have in common, in rare words. */
const least = 1

/**
 * Cards whose texts share the most rare words with this one, the nearest first; for a text that no card claims. A hint
 * where to look and no match.
 */
export function nearestCards(text: string, cards: readonly Signature[], most = 3): readonly Signature[] {
  const words = wordsIn(text)
  const each = cards.map((card) => ({
    card,
    words: wordsIn([card.id.replaceAll('-', ' '), card.title, ...card.seen.map(({ text: seen }) => seen)].join(' ')),
  }))
  const count = new Map<string, number>()
  for (const { words: its } of each) for (const word of its) count.set(word, (count.get(word) ?? 0) + 1)
  const rarity = (word: string) => 1 - Math.log(count.get(word) ?? 1) / Math.log(cards.length + 1)
  return each
    .map(({ card, words: its }) => {
      const shared = [...its].filter((word) => words.has(word))
      return { card, shared: shared.length, score: shared.reduce((sum, word) => sum + rarity(word), 0) }
    })
    .filter(({ shared, score }) => shared >= 2 && score >= least)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ card }) => card)
}
