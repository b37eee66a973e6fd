import { matchSignatures } from '../signatures/match.ts'
import type { Cause, Signature } from '../signatures/signature.ts'
import { retryAfterMs } from './retry-after.ts'
import type { CredentialFacts, Facts, UserRule, Verdict } from './verdict-facts.ts'

/** Causes with which asking again unchanged is pointless: somebody has to change something first. */
const finalCauses: ReadonlySet<Cause> = new Set([
  'expired',
  'revoked',
  'invalid-credential',
  'missing-credential',
  'conflicting-credentials',
  'permission',
  'model-access',
  'org-policy',
  'billing',
  'clock-skew',
  'wrong-endpoint-or-header',
  'proxy',
  'waf',
])

/** Limits that waiting does not lift. */
const cappedCauses: ReadonlySet<Cause> = new Set(['billing', 'org-policy', 'model-access', 'permission'])

/** Causes that speak of the credential itself, not of what it may do. */
const credentialCauses: ReadonlySet<Cause> = new Set(['expired', 'revoked', 'invalid-credential'])

/** Refusals of the caller, as against of the request: final even without a card (RFC 9110 section 15.5). */
const refusals: ReadonlySet<number> = new Set([401, 402, 403, 407])

const pass = (card: Signature | null, why: string, final = false): Verdict => ({ kind: 'pass', card, why, final })
const renew = (card: Signature | null, why: string, onlyIfChanged: boolean): Verdict => ({
  kind: 'renew',
  card,
  why,
  onlyIfChanged,
})

/** A rule that names no status speaks of failures only: an answer may well quote its words. */
function ruleHolds(rule: UserRule, facts: Facts): boolean {
  if (rule.status === undefined && (rule.body === undefined || facts.status < 400)) return false
  if (rule.status !== undefined && rule.status !== facts.status) return false
  return rule.body === undefined || facts.text.toLowerCase().includes(rule.body.toLowerCase())
}

/** RFC 6750 section 3.1: the token is expired, revoked or malformed. Some servers leave out the quotes. */
function saysInvalidToken(headers: Headers): boolean {
  return /\berror\s?=\s?"?invalid_token\b/i.test(headers.get('www-authenticate')?.slice(0, 4_096) ?? '')
}

/** Why another credential may help although the refusal does not say so; `null` when nothing speaks for it. */
function doubt(credential: CredentialFacts, nowMs: number): string | null {
  const { expiresAtMs, issuedAtMs, ttlMs, stable } = credential
  if (expiresAtMs !== null && nowMs >= expiresAtMs) return 'the credential is past its known life'
  if (expiresAtMs === null && ttlMs !== null && nowMs - issuedAtMs >= ttlMs)
    return 'the credential is older than its ttl'
  return stable ? 'the source may hold another credential by now' : null
}

function isHtml(headers: Headers): boolean {
  return /^\s?(?:text\/html|application\/xhtml\+xml)\b/i.test(headers.get('content-type') ?? '')
}

function decideLimit(facts: Facts, card: Signature | null): Verdict {
  if (card !== null && cappedCauses.has(card.cause)) return pass(card, 'waiting does not lift this limit', true)
  if (facts.headers.get('x-should-retry') === 'false') return pass(card, 'the upstream asks not to try again')
  const waitMs = retryAfterMs(facts.headers, facts.nowMs)
  if (waitMs === null) return pass(card, 'the upstream does not say how long to wait')
  return { kind: 'pace', card, why: 'the upstream says how long to wait', waitMs }
}

function decideRefusal(facts: Facts, card: Signature | null): Verdict {
  const { status, credential, nowMs } = facts
  const final = refusals.has(status) || (card !== null && finalCauses.has(card.cause))
  if (card?.renewable === 'no') return pass(card, 'no other credential would help', final)
  if (card?.renewable === 'yes') return renew(card, 'the upstream says that the credential has ended', false)
  const mayBeCredential = status === 400 || status === 401 || status === 403
  if (mayBeCredential && saysInvalidToken(facts.headers))
    return renew(card, 'WWW-Authenticate says invalid_token', false)
  if (status === 401) return renew(card, 'a 401 without a known reason is taken for expiry once', false)
  if (status === 403 || (status === 400 && card !== null)) {
    const reason = doubt(credential, nowMs)
    if (reason !== null) return renew(card, reason, credential.stable)
    if (card?.renewable === 'unsure' && credentialCauses.has(card.cause))
      return renew(card, 'the upstream does not know this credential, and another one may be there', true)
    if (card?.renewable === 'unsure' && card.cause === 'permission')
      return renew(card, 'it gives no reason, and a credential that has ended is one', true)
    return pass(card, 'nothing speaks for an expired credential', final)
  }
  return pass(card, 'unknown answers pass', final)
}

/**
 * What to do about an answer of the upstream. Pure; unknown means pass. In this order: the user's own rules, what can be
 * no answer of an API (a page, a redirect), limits, then the cards and, without one, what the status allows.
 * One renewal per exchange is the caller's to keep.
 */
export function decide(facts: Facts): Verdict {
  const { status, headers, rules } = facts
  if (rules.denyOn.some((rule) => ruleHolds(rule, facts)))
    return pass(null, 'a denyOn rule says so', status >= 400 && status < 500)
  if (rules.renewOn.some((rule) => ruleHolds(rule, facts))) return renew(null, 'a renewOn rule says so', false)

  const card = status < 300 && !isHtml(headers) ? null : matchSignatures(facts, facts.cards)
  if (status < 300) {
    if (!facts.inference || !isHtml(headers)) return pass(null, 'the upstream answered')
    return { kind: 'stop', card, why: 'a page instead of an answer', code: 'upstream-not-an-api' }
  }
  if (status < 400) {
    if (status === 304 || !headers.has('location')) return pass(null, 'a redirect that leads nowhere')
    return { kind: 'stop', card, why: 'a credential never follows a redirect', code: 'upstream-redirects' }
  }
  if (status === 429 || status === 529) return decideLimit(facts, card)
  if (status >= 500) return pass(card, 'a server error is for the client to retry')
  return decideRefusal(facts, card)
}
