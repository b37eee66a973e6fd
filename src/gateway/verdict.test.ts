import { describe, expect, test } from 'bun:test'
import { signatures } from '../signatures/index.ts'
import type { Sighting, Signature } from '../signatures/signature.ts'
import { decide } from './verdict.ts'
import type { CredentialFacts, Facts, Verdict } from './verdict-facts.ts'

const nowMs = Date.parse('2026-11-21T10:00:00Z')
const hourMs = 3_600_000

/** Minted a minute ago, an hour to live: nothing speaks for expiry. */
const live: CredentialFacts = { issuedAtMs: nowMs - 60_000, expiresAtMs: nowMs + hourMs, ttlMs: null, stable: false }
const lapsed: CredentialFacts = { ...live, expiresAtMs: nowMs - 1 }
const overdue: CredentialFacts = { ...live, issuedAtMs: nowMs - hourMs, expiresAtMs: null, ttlMs: hourMs }
const young: CredentialFacts = { ...overdue, issuedAtMs: nowMs - hourMs + 1 }
const unlimited: CredentialFacts = { ...live, expiresAtMs: null }
const onDisk: CredentialFacts = { ...unlimited, stable: true }

interface Given extends Partial<Omit<Facts, 'headers'>> {
  readonly headers?: Readonly<Record<string, string>>
}
const facts = ({ headers = {}, ...over }: Given = {}): Facts => ({
  status: 200,
  headers: new Headers(headers),
  text: '',
  dialect: 'messages',
  inference: true,
  credential: live,
  rules: { renewOn: [], denyOn: [] },
  cards: signatures,
  nowMs,
  ...over,
})
/** A verdict in short: what is done, with what matters of it, and the card. */
function short(verdict: Verdict): string {
  const card = verdict.card === null ? '' : ` ${verdict.card.id}`
  switch (verdict.kind) {
    case 'pass':
      return `pass${verdict.final ? ' final' : ''}${card}`
    case 'renew':
      return `renew${verdict.onlyIfChanged ? ' if changed' : ''}${card}`
    case 'pace':
      return `pace ${verdict.waitMs}${card}`
    case 'stop':
      return `stop ${verdict.code}${card}`
  }
}
const decided = (given: Given) => short(decide(facts(given)))
const html = { 'content-type': 'text/html; charset=utf-8' }
const json = { 'content-type': 'application/json' }

describe('without a card', () => {
  const other = '{"message":"Nobody knows these words"}'
  test.each<[string, Given, string]>([
    ['a 401 renews once', { status: 401, text: other }, 'renew'],
    ['a 401 of a file renews once', { status: 401, credential: onDisk }, 'renew'],
    ['a 403 passes', { status: 403, text: other }, 'pass final'],
    ['a 403 with a credential past its end renews', { status: 403, text: other, credential: lapsed }, 'renew'],
    [
      'a 403 with a credential at its end renews',
      { status: 403, text: other, credential: { ...live, expiresAtMs: nowMs } },
      'renew',
    ],
    ['a 403 with a credential older than its ttl renews', { status: 403, text: other, credential: overdue }, 'renew'],
    ['a 403 with one a millisecond younger passes', { status: 403, text: other, credential: young }, 'pass final'],
    [
      'a 403 with a life that is known ignores the ttl',
      { status: 403, text: other, credential: { ...overdue, expiresAtMs: nowMs + 1 } },
      'pass final',
    ],
    [
      'a 403 with a credential without any end passes',
      { status: 403, text: other, credential: unlimited },
      'pass final',
    ],
    [
      'a 403 of a stable source renews if it changed',
      { status: 403, text: other, credential: onDisk },
      'renew if changed',
    ],
    [
      'a 403 of a stable source past its end, too',
      { status: 403, text: other, credential: { ...onDisk, expiresAtMs: nowMs - 1 } },
      'renew if changed',
    ],
    ['a 400 passes, and may be mended', { status: 400, text: other, credential: lapsed }, 'pass'],
    ['a 402 passes', { status: 402, text: other, credential: lapsed }, 'pass final'],
    ['a 404 passes', { status: 404, text: other, credential: lapsed }, 'pass'],
    ['a 413 passes', { status: 413, text: other }, 'pass'],
    ['a 500 passes', { status: 500, text: other, credential: lapsed }, 'pass'],
    ['a 503 passes, whatever it says', { status: 503, text: 'Invalid Token', headers: { 'retry-after': '1' } }, 'pass'],
    ['a 200 passes', { status: 200, headers: json }, 'pass'],
    ['a 200 that talks of expiry passes', { status: 200, headers: json, text: 'Invalid Token' }, 'pass'],
    ['a 304 passes', { status: 304, headers: { location: '/' } }, 'pass'],
  ])('%s', (_, given, expected) => {
    expect(decided(given)).toBe(expected)
  })
})

describe('WWW-Authenticate with invalid_token', () => {
  const headers = { 'www-authenticate': 'Bearer realm="example", error="invalid_token"' }
  test.each([400, 401, 403])('renews on %p, with the card and without', (status) => {
    expect(decided({ status, headers })).toBe('renew oauth-invalid-token')
    expect(decided({ status, headers, cards: [] })).toBe('renew')
  })
  test.each<[string, Given, string]>([
    [
      'without quotes',
      { status: 403, headers: { 'www-authenticate': 'Bearer error=invalid_token' }, cards: [] },
      'renew',
    ],
    ['is nothing on a 404', { status: 404, headers }, 'pass'],
    [
      'is not insufficient_scope',
      { status: 403, headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' } },
      'pass final oauth-insufficient-scope',
    ],
    [
      'is not invalid_token_type',
      { status: 403, headers: { 'www-authenticate': 'Bearer error="invalid_token_type"' }, cards: [] },
      'pass final',
    ],
    [
      'does not outweigh a denial in words',
      {
        status: 401,
        headers,
        text: '{"error":{"code":"PermissionDenied","message":"The principal x lacks the required data action y"}}',
      },
      'pass final azure-data-action-missing',
    ],
  ])('%s', (_, given, expected) => {
    expect(decided(given)).toBe(expected)
  })
})

describe('limits', () => {
  const anthropic = (type: string, message: string, details = '') =>
    `{"type":"error","error":{"type":"${type}","message":"${message}"${details}}}`
  const wait = { 'retry-after': '7' }
  test.each<[string, Given, string]>([
    ['a 429 that says how long', { status: 429, headers: wait }, 'pace 7000'],
    ['in milliseconds', { status: 429, headers: { 'retry-after-ms': '250' } }, 'pace 250'],
    ['until a date', { status: 429, headers: { 'retry-after': 'Sat, 21 Nov 2026 10:00:09 GMT' } }, 'pace 9000'],
    ['a 529 that says how long', { status: 529, headers: wait }, 'pace 7000 anthropic-overloaded'],
    [
      'a rate limit of Anthropic',
      { status: 429, headers: wait, text: anthropic('rate_limit_error', 'Rate limited') },
      'pace 7000 anthropic-rate-limit',
    ],
    [
      'a throttled Bedrock',
      { status: 429, headers: { ...wait, 'x-amzn-errortype': 'ThrottlingException' } },
      'pace 7000 aws-throttling',
    ],
    ['a 429 that does not say how long', { status: 429 }, 'pass'],
    ['a 529 that does not', { status: 529 }, 'pass anthropic-overloaded'],
    ['a 429 that says now', { status: 429, headers: { 'retry-after': '0' } }, 'pass'],
    ['a 429 that is not to be tried again', { status: 429, headers: { ...wait, 'x-should-retry': 'false' } }, 'pass'],
    [
      'the cap of a tier, whatever the header says',
      {
        status: 429,
        headers: wait,
        text: anthropic('rate_limit_error', 'Over', ',"details":{"error_code":"enforced_spend_limit_reached"}'),
      },
      'pass final anthropic-tier-spend-limit',
    ],
    [
      'a spend cap',
      { status: 429, headers: wait, text: anthropic('billing_error', 'spend limit reached') },
      'pass final gateway-spend-limit',
    ],
    [
      'a missing entitlement',
      {
        status: 429,
        headers: wait,
        text: anthropic('rate_limit_error', 'Extra usage is required for long context requests.'),
      },
      'pass final anthropic-long-context',
    ],
    [
      'a 429 that speaks of a token',
      { status: 429, headers: wait, text: 'Invalid Token', credential: lapsed },
      'pace 7000',
    ],
  ])('%s', (_, given, expected) => {
    expect(decided(given)).toBe(expected)
  })
})

describe('what is no answer of an API', () => {
  test.each<[string, Given, string]>([
    ['a page with a 200', { headers: html, text: '<!doctype html>' }, 'stop upstream-not-an-api sign-in-page'],
    ['a page with a 201', { status: 201, headers: html }, 'stop upstream-not-an-api sign-in-page'],
    ['a page with a 206', { status: 206, headers: html }, 'stop upstream-not-an-api'],
    ['XHTML', { headers: { 'content-type': 'application/xhtml+xml' } }, 'stop upstream-not-an-api'],
    ['a page elsewhere passes', { headers: html, inference: false }, 'pass'],
    ['an event stream passes', { headers: { 'content-type': 'text/event-stream' } }, 'pass'],
    ['no content type passes', {}, 'pass'],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://login.example/' } },
      'stop upstream-redirects sign-in-page',
    ],
    [
      'a redirect that keeps the method',
      { status: 307, headers: { location: '/v2' }, inference: false },
      'stop upstream-redirects',
    ],
    ['a redirect to nowhere passes', { status: 302 }, 'pass'],
    ['a 403 page is a firewall', { status: 403, headers: html, credential: lapsed }, 'pass final html-forbidden'],
    ['a 401 page renews once', { status: 401, headers: html }, 'renew'],
  ])('%s', (_, given, expected) => {
    expect(decided(given)).toBe(expected)
  })
})

describe("the user's rules", () => {
  const iam = '{"message":"User: x is not authorized to perform: bedrock:InvokeModel"}'
  const renewOn = (rule: object) => ({ rules: { renewOn: [rule], denyOn: [] } })
  const denyOn = (rule: object) => ({ rules: { renewOn: [], denyOn: [rule] } })
  test.each<[string, Given, string]>([
    ['renewOn beats a deny card', { status: 403, text: iam, ...renewOn({ status: 403 }) }, 'renew'],
    [
      'denyOn beats an expiry card',
      { status: 403, text: 'Invalid Token', ...denyOn({ body: 'invalid token' }) },
      'pass final',
    ],
    [
      'denyOn beats renewOn',
      { status: 401, rules: { renewOn: [{ status: 401 }], denyOn: [{ status: 401 }] } },
      'pass final',
    ],
    [
      'both parts must hold: status',
      { status: 418, text: 'Expired', ...renewOn({ status: 403, body: 'expired' }) },
      'pass',
    ],
    [
      'both parts must hold: body',
      { status: 418, text: 'Other', ...renewOn({ status: 418, body: 'expired' }) },
      'pass',
    ],
    [
      'a body is found whatever its case',
      { status: 418, text: 'x KEY EXPIRED y', ...renewOn({ body: 'Key expired' }) },
      'renew',
    ],
    ['a 5xx may be meant', { status: 500, text: 'token expired', ...renewOn({ body: 'token expired' }) }, 'renew'],
    [
      'a 200 may be meant, when it is named',
      { status: 200, text: 'token expired', ...renewOn({ status: 200, body: 'token expired' }) },
      'renew',
    ],
    [
      'a success that quotes the words is left alone',
      { status: 200, text: 'token expired', ...renewOn({ body: 'token expired' }) },
      'pass',
    ],
    ['a redirect may be meant', { status: 302, headers: { location: '/login' }, ...renewOn({ status: 302 }) }, 'renew'],
    ['an empty rule is no rule', { status: 404, ...renewOn({}) }, 'pass'],
    ['a denied 5xx is not final', { status: 503, ...denyOn({ status: 503 }) }, 'pass'],
  ])('%s', (_, given, expected) => {
    expect(decided(given)).toBe(expected)
  })
})

/** Causes that somebody else may have mended by the next time, and those that are about the request. */
const passing: ReadonlySet<string> = new Set([
  'rate-limit',
  'quota',
  'overloaded',
  'server-error',
  'model-not-found',
  'timeout',
  'connection',
  'malformed-response',
  'unknown',
])

/** What a sighting must lead to while the credential is alive, its source mints, and the upstream names no time. */
function expected(card: Signature, status: number): string {
  const temporary = passing.has(card.cause)
  if (status === 429 || status === 529) return temporary ? 'pass' : 'pass final'
  if (status >= 500) return 'pass'
  if (card.renewable === 'no') return temporary && ![401, 402, 403, 407].includes(status) ? 'pass' : 'pass final'
  if (card.renewable === 'yes' || status === 401) return 'renew'
  return card.cause === 'invalid-credential' || card.cause === 'permission' ? 'renew if changed' : 'pass final'
}
const given = (sighting: Sighting, status: number): Given => ({
  status,
  text: sighting.text,
  ...(sighting.headers === undefined ? {} : { headers: sighting.headers }),
})
const withStatus = (sightings: readonly Sighting[]) =>
  sightings.flatMap((sighting) =>
    sighting.status === undefined ? [] : [[sighting.status, sighting.text.slice(0, 50), sighting] as const],
  )

for (const card of signatures) {
  describe(`the card ${card.id}`, () => {
    for (const [status, words, sighting] of withStatus(card.seen)) {
      test(`decides ${status} ${words}`, () => {
        expect(decided(given(sighting, status))).toBe(`${expected(card, status)} ${card.id}`)
      })
    }
    for (const [status, words, sighting] of withStatus(card.notThis ?? [])) {
      test(`does not decide ${status} ${words}`, () => {
        expect(decide(facts(given(sighting, status))).card?.id).not.toBe(card.id)
      })
    }
  })
}

describe('a card that is unsure', () => {
  const bare = {
    status: 403,
    headers: { 'x-amzn-errortype': 'AccessDeniedException' },
    text: '{"message":"Access denied"}',
  }
  const unknown = { status: 403, headers: { 'x-amzn-errortype': 'UnrecognizedClientException' }, text: '{}' }
  test.each<[string, Given, string]>([
    ['bare denial, credential alive', bare, 'renew if changed aws-access-denied'],
    ['bare denial, past its end', { ...bare, credential: lapsed }, 'renew aws-access-denied'],
    ['bare denial, older than its ttl', { ...bare, credential: overdue }, 'renew aws-access-denied'],
    ['bare denial, from a file', { ...bare, credential: onDisk }, 'renew if changed aws-access-denied'],
    ['unknown key, credential alive', unknown, 'renew if changed aws-token-invalid'],
    ['unknown key, past its end', { ...unknown, credential: lapsed }, 'renew aws-token-invalid'],
    ['unknown key with a 400', { ...unknown, status: 400 }, 'renew if changed aws-token-invalid'],
    [
      'unknown key with a 400, past its end',
      { ...unknown, status: 400, credential: lapsed },
      'renew aws-token-invalid',
    ],
  ])('%s', (_, one, verdict) => {
    expect(decided(one)).toBe(verdict)
  })
})
