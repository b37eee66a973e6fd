import { expect, test } from 'bun:test'
import { presented } from '../present.ts'
import { readCustomHeaders, withCustomHeaders } from './custom-headers.ts'

const set = (value: string) => ({ entry: { value, wasNull: false }, layer: null })
const shown = (sent: ReturnType<typeof withCustomHeaders>) => sent.map(({ name, header }) => [name, header])
const key = presented('ANTHROPIC_API_KEY', 'the shell', 'x-api-key', 'made-up')
const token = presented('ANTHROPIC_AUTH_TOKEN', 'the shell', 'authorization', 'made-up')

test('lines without a colon are counted from one', () => {
  const { headers, dropped } = readCustomHeaders('X-Team: a\n\nnonsense\nX-Other:b')
  expect([...headers]).toEqual([
    ['x-team', 'a'],
    ['x-other', 'b'],
  ])
  expect(dropped).toEqual([3])
})

test('x-api-key takes the place of a key, and stands beside a token', () => {
  expect(shown(withCustomHeaders([key], set('x-api-key: other')))).toEqual([['ANTHROPIC_CUSTOM_HEADERS', 'x-api-key']])
  expect(shown(withCustomHeaders([token], set('x-api-key: other')))).toEqual([
    ['ANTHROPIC_AUTH_TOKEN', 'authorization'],
    ['ANTHROPIC_CUSTOM_HEADERS', 'x-api-key'],
  ])
})

test('Authorization joins a key and does not take the place of a token', () => {
  expect(shown(withCustomHeaders([key], set('Authorization: Bearer other')))).toEqual([
    ['ANTHROPIC_API_KEY', 'x-api-key'],
    ['ANTHROPIC_CUSTOM_HEADERS', 'authorization'],
  ])
  expect(shown(withCustomHeaders([token], set('Authorization: Bearer other')))).toEqual([
    ['ANTHROPIC_AUTH_TOKEN', 'authorization'],
  ])
  expect(shown(withCustomHeaders([key], set('Authorization: Basic bWU6eA==')))).toEqual([
    ['ANTHROPIC_API_KEY', 'x-api-key'],
  ])
})
