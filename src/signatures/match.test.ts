import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { signatures } from './index.ts'
import { type MatchFacts, matchSignatures } from './match.ts'
import type { Signature, When } from './signature.ts'

const card = (id: string, ...when: When[]): Signature => ({
  id,
  title: id,
  provider: 'gateway',
  cause: 'unknown',
  renewable: 'unsure',
  when,
  meaning: 'Test.',
  remedy: ['Test.'],
  area: 'account-or-auth',
  why: 'Test.',
  commonCauses: ['test'],
  worked: 'Test.',
  ignorable: 'Test.',
  prevent: 'Test.',
  seen: [{ text: '', source: 'https://example.com/', on: '2026-11-21' }],
  updatedOn: '2026-11-21',
})
const body = '{"error":{"type":"forbidden","message":"Go away"}}'
const facts = (over: Partial<MatchFacts> = {}): MatchFacts => ({
  status: 403,
  headers: new Headers(),
  text: body,
  ...over,
})
const winner = (over: Partial<MatchFacts>, ...cards: Signature[]) => matchSignatures(facts(over), cards)?.id ?? null

const byStatus = card('by-status', { status: [403] })
const byText = card('by-text', { message: /go away/i })
const byCode = card('by-code', { code: ['Forbidden'] })

describe('which card wins', () => {
  test('structure beats text beats status, whatever the order', () => {
    expect(winner({}, byStatus, byText, byCode)).toBe('by-code')
    expect(winner({}, byStatus, byText)).toBe('by-text')
    expect(winner({}, byStatus)).toBe('by-status')
  })

  test('the card that asks for more wins', () => {
    const both = card('both', { code: ['forbidden'], message: /go away/i })
    expect(winner({}, byCode, both)).toBe('both')
  })

  test('equals are decided by the order of the list', () => {
    const twin = card('twin', { code: ['forbidden'] })
    expect(winner({}, byCode, twin)).toBe('by-code')
    expect(winner({}, twin, byCode)).toBe('twin')
  })

  test('of equals, the one that asks for a provider yields where nobody knows it, and wins where it is that one', () => {
    const asks = card('asks', { provider: ['aws'], message: /go away/i })
    expect(winner({}, asks, byText)).toBe('by-text')
    expect(winner({ provider: 'aws' }, byText, asks)).toBe('asks')
    expect(winner({ provider: 'azure' }, asks, byText)).toBe('by-text')
  })

  test('the best alternative of a card counts', () => {
    expect(winner({}, byText, card('two-ways', { status: [403] }, { code: ['forbidden'] }))).toBe('two-ways')
  })
})

describe('when a condition holds', () => {
  test.each([
    ['another status', { status: 401 }, byStatus, null],
    ['an unknown status is no evidence', { status: null }, byStatus, null],
    ['an unknown status excludes nothing', { status: null }, card('c', { status: [401], message: /go away/i }), 'c'],
    ['a header', { headers: new Headers({ 'x-a': 'yes' }) }, card('c', { headers: { 'x-a': /^yes$/ } }), 'c'],
    ['an absent header', {}, card('c', { headers: { 'x-a': /^$/ } }), null],
    ['an unknown header', { headers: null }, card('c', { status: [403], headers: { 'x-a': /./ } }), null],
    ['another dialect', { dialect: 'bedrock' }, card('c', { status: [403], dialect: ['vertex'] }), null],
    ['the same dialect', { dialect: 'vertex' }, card('c', { status: [403], dialect: ['vertex'] }), 'c'],
    ['an unknown dialect', {}, card('c', { status: [403], dialect: ['vertex'] }), 'c'],
    ['a message is the message alone', { text: body }, card('c', { message: /^go away$/i }), 'c'],
    ['without one it is the text', { text: ' Go away\n' }, card('c', { message: /^go away$/i }), 'c'],
    ['a body is the whole text', {}, card('c', { body: /"type":"forbidden"/ }), 'c'],
    ['no body', { text: '' }, card('c', { status: [403], body: /^$/ }), 'c'],
    ['another provider', { provider: 'azure' }, card('c', { provider: ['aws'], message: /go away/i }), null],
    ['the same provider', { provider: 'aws' }, card('c', { provider: ['aws'], message: /go away/i }), 'c'],
    ['an unknown provider', {}, card('c', { provider: ['aws'], message: /go away/i }), 'c'],
    [
      'a provider that must be known',
      {},
      card('c', { provider: ['aws'], providerKnown: true, message: /go away/i }),
      null,
    ],
    ['a client that matters to an answer', {}, card('c', { client: ['cline'], message: /go away/i }), 'c'],
    ['what a program prints is no answer', { text: 'Go away' }, card('c', { printed: /go away/i }), null],
    ['words past the part that is read', { text: `${' x'.repeat(40_000)}Go away` }, byText, null],
  ])('%s', (_, over, one, expected) => {
    expect(winner(over, one)).toBe(expected)
  })
})

describe('any bytes', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc
      .array(fc.constantFrom(...signatures.flatMap((c) => c.seen.map((s) => s.text)), '{', '"', '\u0000', '<html>'))
      .map((parts) => parts.join('')),
  )
  const header = fc.constantFrom('x-amzn-errortype', 'www-authenticate', 'content-type', 'x-deny-reason')

  test('never make it throw, and the same facts give the same card', () => {
    const anyFacts = fc.record({
      status: fc.option(fc.integer({ min: 100, max: 999 })),
      headers: fc.option(
        fc.dictionary(header, fc.stringMatching(/^[ -~]{0,80}$/)).map((entries) => new Headers(entries)),
      ),
      text,
    })
    fc.assert(
      fc.property(anyFacts, (one) => {
        expect(matchSignatures(one, signatures)?.id).toBe(matchSignatures(one, signatures)?.id)
      }),
      { numRuns: 1_000 },
    )
  })
})
