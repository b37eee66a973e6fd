import { expect, test } from 'bun:test'
import { models } from './models.ts'

const page = (given: readonly string[] | null, query: string) => models(given).page(new URLSearchParams(query))

test('by default every Claude is known, and some are listed', () => {
  const all = models(null)
  expect([all.has('claude-anything-9'), all.has('gpt-5'), all.has('Claude-x')]).toEqual([true, false, false])
  expect(all.one('gpt-5')).toBeNull()
  expect(all.one('claude-sonnet-5')).toMatchObject({
    type: 'model',
    id: 'claude-sonnet-5',
    display_name: 'Claude Sonnet 5',
  })
})

test('those given are the only ones', () => {
  const two = models(['claude-a', 'other'])
  expect([two.has('claude-a'), two.has('other'), two.has('claude-b')]).toEqual([true, true, false])
})

test.each([
  ['', ['a', 'b', 'c'], false],
  ['limit=2', ['a', 'b'], true],
  ['limit=2&after_id=b', ['c'], false],
  ['limit=1000', ['a', 'b', 'c'], false],
  ['limit=nonsense', ['a', 'b', 'c'], false],
  ['after_id=c', [], false],
])('a page of the list: %s', (query, ids, more) => {
  expect(page(['a', 'b', 'c'], query)).toMatchObject({
    data: ids.map((id) => ({ id })),
    has_more: more,
    first_id: ids[0] ?? null,
    last_id: ids.at(-1) ?? null,
  })
})
