import { describe, expect, test } from 'bun:test'
import { catalogue } from '../../signatures/catalogue.ts'
import { alsoCaught, learnedRule, type RuleKind } from './learned-rule.ts'

const rule = (text: string, status: number | null = null, as?: RuleKind) =>
  learnedRule({ text, status, headers: null }, as, catalogue)

test('a rule holds the words that are the same next time, and the status', () => {
  expect(rule('{"error":"Session token lapsed for user jo@x.example at 12:03"}', 403)).toEqual({
    kind: 'renew',
    rule: { status: 403, body: 'Session token lapsed for user' },
    example: 'Session token lapsed for user [name] at 12:03',
  })
  expect(
    rule('2026-11-21T09:14:03Z ERROR HTTP 403 Blocked by the corporate policy (ticket 42)', null, 'deny').rule,
  ).toEqual({
    status: 403,
    body: 'Blocked by the corporate policy',
  })
})

test('nothing of the request, and no secret, is in it', () => {
  const { rule: made, example } = rule(
    'Token sk-ant-api03-abcdefghijklmnop expired for arn:aws:iam::123456789012:user/jo, request 5b1d7f0e-9c1d',
    403,
  )
  expect(`${made.body} ${example}`).not.toMatch(/abcdefgh|123456789012|5b1d7f0e/)
})

describe('which kind it is', () => {
  test.each([
    ['Your corporate session has expired', 'renew'],
    ['The access token is no longer valid here', 'renew'],
    ['You are not authorized to use this model', 'deny'],
    ['Permission to this expired project was refused', 'deny'],
  ] as const)('%p: %s', (text, kind) => {
    expect(rule(text).kind).toBe(kind)
  })

  test('is asked for where nothing tells', () => {
    expect(() => rule('Something went wrong today')).toThrow('Nothing in it tells')
    expect(rule('Something went wrong today', null, 'deny').kind).toBe('deny')
  })
})

test.each(['', '403', '{"a":1}', 'x', '12:03 12:04'])('%p has no words to go by', (text) => {
  expect(() => rule(text, 403, 'renew')).toThrow('no words')
})

test('a long message is cut between words', () => {
  const { body } = rule('gateway refused because the session expired and '.repeat(9), 403).rule
  expect(body.length).toBeLessThanOrEqual(120)
  expect('gateway refused because the session expired and '.repeat(9)).toContain(`${body} `)
})

test('known answers that it would take over are named', () => {
  const caught = alsoCaught(rule('OAuth token has been revoked', 403, 'deny'), catalogue)
  expect(caught).toContainEqual({
    card: expect.objectContaining({ id: 'anthropic-oauth-token-revoked' }),
    otherwise: true,
  })
  expect(alsoCaught(rule('The frobnicator has expired', 403), catalogue)).toEqual([])
})
