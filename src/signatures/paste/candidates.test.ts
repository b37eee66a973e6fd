import { expect, test } from 'bun:test'
import { signatures } from '../index.ts'
import { candidates } from './candidates.ts'
import { indexOf } from './card-index.ts'
import { undress } from './dress.ts'
import { splitRecords } from './records.ts'

const found = (text: string, headers: Headers | null = null) =>
  [...candidates(splitRecords(undress(text)), indexOf(signatures), { text, status: null, headers })].map(
    ([place, entries]) => [place, [...entries].map(({ card }) => card.id)] as const,
  )

test('a record is tried for the cards of which it holds a word', () => {
  const [first, second] = found(
    '\u0130nvalid: OAuth token has expired\n\nnothing\n\nthe security token included in the request is\nexpired',
  )
  expect(first?.[0]).toBe(0)
  expect(first?.[1]).toContain('anthropic-oauth-token-expired')
  expect(second?.[0]).toBe(2)
  expect(second?.[1]).toContain('aws-token-expired')
})

test('a header that was given is looked for in every record', () => {
  expect(found('one\n\ntwo', new Headers({ 'x-deny-reason': 'host_not_allowed' })).map(([place]) => place)).toEqual([
    0, 1,
  ])
  expect(found('one\n\ntwo')).toEqual([])
})
