import { expect, test } from 'bun:test'
import { anthropicWords, captured, wordingOf } from './index.ts'

test('ids are unique and kebab-case, and each wording has a source', () => {
  const ids = captured.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([])
  expect(captured.filter(({ source }) => !source.startsWith('https://')).map(({ id }) => id)).toEqual([])
})

test('what says it is JSON is JSON', () => {
  for (const { id, headers, body } of captured) {
    const isJson = (headers['content-type'] ?? '').startsWith('application/json')
    if (isJson) expect({ id, value: JSON.parse(body) }).toMatchObject({ id, value: {} })
    else expect(() => JSON.parse(body)).toThrow()
  }
})

test('every kind of refusal can be worded in several ways, with 401 and with 403', () => {
  const statuses = (kind: string) => [...new Set(captured.filter((one) => one.kind === kind).map((one) => one.status))]
  expect(statuses('expired').sort()).toEqual([401, 403])
  expect(statuses('revoked').sort()).toEqual([401, 403])
  expect(statuses('unknown').sort()).toEqual([401, 403])
  expect(statuses('denied').sort()).toEqual([401, 403])
})

test('the words of the API itself are of their kind', () => {
  const { unknown, ...others } = anthropicWords
  for (const [kind, id] of Object.entries(others)) expect(String(wordingOf(id).kind)).toBe(kind)
  for (const id of Object.values(unknown)) expect(wordingOf(id).kind).toBe('unknown')
})

test('an id that is not there names those that are', () => {
  expect(() => wordingOf('nonsense')).toThrow(
    'There is no wording "nonsense". Choose one of: anthropic-oauth-expired, ',
  )
})
