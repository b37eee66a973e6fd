import type { Cause } from '../signature.ts'
import { byMerit, type Hit } from './hit.ts'
import type { Split } from './records.ts'

/**
 * How near a cause is to the beginning of a chain of failures. A clock, a helper, a missing login make a credential that
 * is then refused; a refused credential makes retries, timeouts and errors without a word.
 */
const distance: Readonly<Record<Cause, number>> = {
  'config-file': 0,
  'helper-failure': 0,
  'missing-credential': 0,
  'conflicting-credentials': 0,
  'clock-skew': 0,
  tls: 0,
  dns: 0,
  proxy: 0,
  expired: 1,
  revoked: 1,
  billing: 1,
  'org-policy': 1,
  permission: 1,
  'model-access': 1,
  'model-not-found': 1,
  'wrong-endpoint-or-header': 1,
  waf: 1,
  quota: 1,
  'invalid-credential': 2,
  'rate-limit': 2,
  connection: 2,
  'malformed-response': 2,
  overloaded: 2,
  timeout: 3,
  'server-error': 3,
  unknown: 3,
}

/** A card that is sure by so much more than another is the root whatever its cause. */
const surer = 0.3

/** What a helper printed stands right behind the words that say it has failed, characters. */
const quotedWithin = 300

/** Whether a client says that its helper failed, and then quotes this as what the helper said. */
const quotes = (outer: Hit, inner: Hit): boolean =>
  outer.entry.card.cause === 'helper-failure' &&
  inner.entry.card.provider !== 'anthropic' &&
  distance[inner.entry.card.cause] <= 1 &&
  inner.at.start >= outer.at.end &&
  inner.at.start - outer.at.end < quotedWithin

/**
 * The failure that the others follow from. Of one line it is the one that the gateway would go by: the better match,
 * then the order of the cards. Of several lines it is the one that is nearest to the beginning of such a chain by its
 * cause, then the one that came first. `null` when there is none.
 */
export function rootOf(hits: readonly Hit[], { clean }: Split): Hit | null {
  const lineOf = ({ at }: Hit): number => clean.text.lastIndexOf('\n', at.start)
  const before = (a: Hit, b: Hit): number => {
    if (lineOf(a) === lineOf(b)) return byMerit(a, b)
    if (Math.abs(a.confidence - b.confidence) >= surer) return b.confidence - a.confidence
    return distance[a.entry.card.cause] - distance[b.entry.card.cause] || a.at.start - b.at.start
  }
  let root: Hit | null = null
  for (const hit of hits) if (root === null || before(hit, root) < 0) root = hit
  const said = hits.find((inner) => hits.some((outer) => quotes(outer, inner)))
  return root?.entry.card.cause === 'helper-failure' && said !== undefined ? said : root
}
