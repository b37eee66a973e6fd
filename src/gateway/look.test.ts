import { describe, expect, test } from 'bun:test'
import { messages } from './dialects/messages.ts'
import { passesUnread, refusalKey } from './look.ts'

const incoming = (path = '/v1/messages', renewOn: readonly { status: number }[] = []) =>
  ({ path, upstream: { dialect: messages, rules: { renewOn, denyOn: [] } } }) as never
const answer = (status: number, type = 'application/json') =>
  new Response(null, { status, headers: { 'content-type': type } })

describe('an answer passes unread', () => {
  test.each([
    [200, true],
    [204, true],
    [301, false],
    [304, true],
    [400, false],
    [403, false],
    [429, false],
    [500, true],
    [529, false],
  ])('%d: %p', (status, passes) => expect(passesUnread(answer(status), incoming())).toBe(passes))

  test('but not a page where an API was asked', () => {
    expect(passesUnread(answer(200, 'text/html; charset=utf-8'), incoming())).toBe(false)
    expect(passesUnread(answer(200, 'text/html'), incoming('/console'))).toBe(true)
  })

  test('and a fault of the upstream is read where the user has rules for it', () =>
    expect(passesUnread(answer(502), incoming('/v1/messages', [{ status: 502 }]))).toBe(false))
})

describe('a refusal is remembered by', () => {
  const looked = (text: string, card: string | null = null) =>
    ({ response: answer(403), peeked: { text }, verdict: { card: card === null ? null : { id: card } } }) as never
  const ready = (model: string, path = '/v1/messages') =>
    ({ path, held: { kind: 'bytes', bytes: new TextEncoder().encode(JSON.stringify({ model })) } }) as never

  test('its words without ids and numbers, where no card knows it', () => {
    const one = refusalKey(looked('no (req_abc, 2026)'), ready('claude-sonnet-5'))
    expect(refusalKey(looked('no (req_XYZ, 1999)'), ready('claude-sonnet-5'))).toBe(one)
    expect(refusalKey(looked('never (req_abc, 2026)'), ready('claude-sonnet-5'))).not.toBe(one)
  })

  test('its card, its model and its path', () => {
    const one = refusalKey(looked('a', 'some-card'), ready('claude-sonnet-5'))
    expect(one).toBe('some-card claude-sonnet-5 /v1/messages')
    expect(refusalKey(looked('b', 'some-card'), ready('claude-sonnet-5'))).toBe(one)
    expect(refusalKey(looked('a', 'some-card'), ready('claude-haiku-4-5'))).not.toBe(one)
    expect(refusalKey(looked('a', 'some-card'), ready('claude-sonnet-5', '/v1/models'))).not.toBe(one)
  })
})
