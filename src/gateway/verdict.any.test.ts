import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { signatures } from '../signatures/index.ts'
import { decide } from './verdict.ts'
import type { Facts } from './verdict-facts.ts'

const nowMs = Date.parse('2026-11-21T10:00:00Z')
const hourMs = 3_600_000

interface Given extends Partial<Omit<Facts, 'headers'>> {
  readonly headers?: Readonly<Record<string, string>>
}
/** A credential past its known life, unless `over` says otherwise. */
const facts = ({ headers = {}, ...over }: Given): Facts => ({
  status: 200,
  headers: new Headers(headers),
  text: '',
  dialect: 'messages',
  inference: true,
  credential: { issuedAtMs: nowMs - 60_000, expiresAtMs: nowMs - 1, ttlMs: null, stable: false },
  rules: { renewOn: [], denyOn: [] },
  cards: signatures,
  nowMs,
  ...over,
})

describe('anything at all', () => {
  const sightings = signatures.flatMap((card) => [...card.seen, ...(card.notThis ?? [])])
  const headerValue = fc.oneof(
    fc.constantFrom(
      'text/html',
      'application/json',
      '3',
      'false',
      'Bearer error="invalid_token"',
      'AccessDeniedException',
    ),
    fc.stringMatching(/^[ -~]{0,40}$/),
  )
  const headerName = fc.constantFrom(
    'content-type',
    'location',
    'retry-after',
    'retry-after-ms',
    'x-should-retry',
    'www-authenticate',
    'x-amzn-errortype',
  )
  const rule = fc.record(
    { status: fc.integer({ min: 200, max: 599 }), body: fc.string({ maxLength: 5 }) },
    { requiredKeys: [] },
  )
  const anyFacts = fc.record({
    status: fc.oneof(fc.constantFrom(200, 302, 400, 401, 403, 429, 529), fc.integer({ min: 100, max: 999 })),
    headers: fc.dictionary(headerName, headerValue),
    text: fc.oneof(
      fc.constantFrom(...sightings.map((sighting) => sighting.text)),
      fc.string({ unit: 'binary' }),
      fc.json(),
    ),
    inference: fc.boolean(),
    credential: fc.record({
      issuedAtMs: fc.integer({ min: 0, max: nowMs }),
      expiresAtMs: fc.option(fc.integer({ min: 0, max: 2 * nowMs })),
      ttlMs: fc.option(fc.integer({ min: 0, max: hourMs })),
      stable: fc.boolean(),
    }),
    rules: fc.record({ renewOn: fc.array(rule, { maxLength: 2 }), denyOn: fc.array(rule, { maxLength: 2 }) }),
  })

  test('gets a verdict, and no card that says no is ever renewed', () => {
    fc.assert(
      fc.property(anyFacts, (one) => {
        const verdict = decide(facts(one as Given))
        expect(verdict.why).not.toBe('')
        if (verdict.kind === 'renew') expect(verdict.card?.renewable).not.toBe('no')
        if (verdict.kind === 'pace') expect(verdict.waitMs).toBeGreaterThan(0)
      }),
      { numRuns: 3_000 },
    )
  })

  test('passes when nothing is known of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 404, max: 999 }), fc.string(), (status, text) => {
        const { kind, ...rest } = decide(facts({ status, text, cards: [] }))
        expect({ kind, ...rest }).toMatchObject({ kind: 'pass', card: null, final: status === 407 })
      }),
    )
  })
})
