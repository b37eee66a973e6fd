import { describe, expect, test } from 'bun:test'
import { signatures } from '../index.ts'
import { indexOf } from './card-index.ts'
import { readRecord } from './said.ts'

const said = (text: string) => readRecord(text, indexOf(signatures))

describe('statuses are read where they are meant', () => {
  test.each([
    ['API Error: 403 no', [403]],
    ['API Error (403 no) · Retrying', [403]],
    ["Error code: 401 - {'error': 1}", [401]],
    ['HTTP/1.1 429 TOO MANY REQUESTS', [429]],
    ['Request failed with status code 407', [407]],
    ['{"statusCode":401,"message":"no"}', [401]],
    ['403 Forbidden', [403]],
    ['403 {"Message":"no"}', [403]],
    ['took 403 ms', []],
    ['line 401, column 3', []],
    ['listening on port 4030', []],
  ])('%p', (text, statuses) => {
    expect([...said(text).statuses]).toEqual(statuses)
  })
})

test('codes come from objects, from headers, from XML, and from words that name what happened', () => {
  expect([...said('{"error":{"type":"forbidden"}}').codes.keys()]).toEqual(['forbidden'])
  expect([...said('x-amzn-errortype: ExpiredTokenException:http://a').codes.keys()]).toContain('expiredtokenexception')
  expect([...said('<Error><Code>ExpiredToken</Code></Error>').codes.keys()]).toContain('expiredtoken')
  expect([...said('ExpiredTokenException: no').words]).toEqual(['expiredtokenexception'])
  expect([...said('about ExpiredTokenException and how to catch it').codes.keys()]).toEqual([])
})

test('escapes are gone, and places lead back', () => {
  const text = '\\"message\\":\\"no\\nyes\\"'
  const { plain, flat } = said(text)
  expect(plain.text).toBe('"message":"no\nyes"')
  expect(flat).toBe('"message":"no yes"')
  expect(text.slice(plain.origin(plain.text.indexOf('yes')))).toBe('yes\\"')
})

test('a page is found with its title', () => {
  const { page, values } = said('HTTP/1.1 403 Forbidden\n<html><title>Just a moment...</title>')
  expect(page).toStartWith('<html>')
  expect(values.map(({ text }) => text)).toEqual(['Just a moment...'])
})
