import { expect, test } from 'bun:test'
import { signatures } from '../index.ts'
import type { Signature } from '../signature.ts'
import { byMerit, type Hit } from './hit.ts'

const [first, second] = signatures
const hit = (card: Signature | undefined, over: Partial<Hit> & { place?: number } = {}): Hit => {
  if (card === undefined) throw new Error('There is no card.')
  const { place = signatures.indexOf(card), ...rest } = over
  return {
    entry: { card, place },
    rank: 4,
    strong: true,
    byWords: true,
    confidence: 0.7,
    extent: 5,
    at: { start: 0, end: 5 },
    ...rest,
  }
}

test('the better match comes first, then the order of the cards that decide', () => {
  expect(byMerit(hit(second, { rank: 6 }), hit(first))).toBeLessThan(0)
  expect(byMerit(hit(first), hit(second, { extent: 50 }))).toBeLessThan(0)
})

test('beside a card that only explains, the longer words tell', () => {
  const explaining = hit(first === undefined ? undefined : { ...first, id: 'explains' }, { place: 999, extent: 50 })
  expect(byMerit(explaining, hit(first))).toBeLessThan(0)
  expect(byMerit({ ...explaining, extent: 5 }, hit(first))).toBeGreaterThan(0)
})
