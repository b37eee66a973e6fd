import { expect, test } from 'bun:test'
import { signatures } from '../index.ts'
import type { Cause } from '../signature.ts'
import { undress } from './dress.ts'
import type { Hit } from './hit.ts'
import { splitRecords } from './records.ts'
import { rootOf } from './root.ts'

const split = splitRecords(undress('first line\nsecond line'))
const [card] = signatures
const hit = (id: string, cause: Cause, start: number, over: Partial<Hit> = {}): Hit => {
  if (card === undefined) throw new Error('There is no card.')
  const entry = { card: { ...card, id, cause, provider: 'gateway' }, place: over.rank ?? 0 }
  return {
    entry,
    rank: 6,
    strong: true,
    byWords: true,
    extent: 3,
    confidence: 0.7,
    at: { start, end: start + 3 },
    ...over,
  }
}
const root = (...hits: Hit[]) => rootOf(hits, split)?.entry.card.id ?? null

test('of two lines, the cause that comes before the other, then the earlier one', () => {
  expect(root(hit('refused', 'invalid-credential', 0), hit('ended', 'expired', 11))).toBe('ended')
  expect(root(hit('ended', 'expired', 0), hit('clock', 'clock-skew', 11))).toBe('clock')
  expect(root(hit('later', 'expired', 11), hit('earlier', 'revoked', 0))).toBe('earlier')
})

test('of one line, the better match', () => {
  expect(root(hit('words', 'clock-skew', 0, { rank: 4 }), hit('structure', 'expired', 6, { rank: 12 }))).toBe(
    'structure',
  )
})

test('what a helper said is the root of its failing, what the API says afterwards is not', () => {
  const helper = hit('helper', 'helper-failure', 0)
  expect(root(helper, hit('vault', 'expired', 11))).toBe('vault')
  expect(root(helper, hit('api', 'invalid-credential', 11))).toBe('helper')
})

test('a guess is no root beside something sure', () => {
  expect(
    root(hit('guess', 'clock-skew', 0, { confidence: 0.3 }), hit('sure', 'timeout', 11, { confidence: 0.9 })),
  ).toBe('sure')
  expect(root()).toBeNull()
})
