/*
 * What a client that runs a helper for its key tells by the moments at which it runs it. Claude Code keeps a key for its
 * TTL and runs the helper again when that is over, or about a second after a key was refused; nobody says which. Measured
 * with 2.1.197 and 2.1.329:
 *
 * - Within the TTL nothing but a refusal makes it ask again (0.6 to 1.0 s after it; later tries 1, 2, 4, 9 s apart).
 * - Over the TTL it runs the helper and sends its request with the key it has, both at once. Is that key refused, the
 *   helper runs once more a second later, although the key of the run before was never tried.
 * - A helper that fails is run twice more; then the client says that the helper is failing, with its stderr.
 * - Requests that run side by side are refused together, and each makes the client ask.
 *
 * Pure: times come in as numbers (milliseconds since the epoch, the clock by which the client counts its TTL), keys as
 * fingerprints. https://code.claude.com/docs/en/authentication
 */

/** Sooner than this after an answer, no client has tried it, been refused and waited. */
const soonestMs = 400
/** A refusal belongs to the one before when the key between them lived no longer than this. */
const inARowMs = 10_000
/** With a TTL below this, a run may be either: the end of the TTL, or a refusal. */
const perhapsMs = 5_000
/** How long a client may wait between two runs of a helper that fails, and how long we fail for it in all. */
const failingGapMs = 12_000
const failingMostMs = 60_000

/** One run of the helper by a client. */
export interface HelperAsk {
  /** When it came. */
  readonly atMs: number
  /** How long the client uses a key before it asks again. */
  readonly ttlMs: number
}

/** What is remembered of one client process. Plain data without a secret. */
export interface HelperHistory {
  /** When the last key was handed out, and which. */
  readonly handedAtMs: number
  readonly handed: string
  /** The key that the client went on using while it fetched `handed`; `null` where it is `handed` itself. */
  readonly inUse: string | null
  /** Keys that were surely tried and refused, one after the other, without a cure in between. */
  readonly refused: readonly string[]
  /** Since when, and when last, it was told that nothing helps. */
  readonly failing: { readonly sinceMs: number; readonly lastMs: number } | null
}

/** What one run of the helper says. */
export type HelperJudgement =
  /** Nothing against any key: the client is new, its TTL is over, it asks twice at once, or it begins anew after a failure. */
  | { readonly kind: 'unjudged'; readonly why: 'first' | 'ttl-over' | 'at-once' | 'anew' }
  /** The TTL is so short that it may be over, or `key` may have been refused. */
  | { readonly kind: 'perhaps-refused'; readonly key: string }
  /** `key` was refused. */
  | { readonly kind: 'refused'; readonly key: string }
  /** A key was refused, and so was the one that was to cure it. */
  | { readonly kind: 'uncured'; readonly keys: readonly string[] }

/** What this run of the helper says about the keys that the client was given before. */
export function judge(history: HelperHistory | null, ask: HelperAsk): HelperJudgement {
  if (history === null) return { kind: 'unjudged', why: 'first' }
  if (history.failing !== null) {
    const { sinceMs, lastMs } = history.failing
    const goesOn = ask.atMs - lastMs <= failingGapMs && ask.atMs - sinceMs <= failingMostMs && ask.atMs >= lastMs
    return goesOn ? { kind: 'uncured', keys: history.refused } : { kind: 'unjudged', why: 'anew' }
  }
  const gapMs = ask.atMs - history.handedAtMs
  // Below zero it came while the last answer was under way, or somebody has set the clock.
  if (gapMs < soonestMs) return { kind: 'unjudged', why: 'at-once' }
  const key = history.inUse ?? history.handed
  if (gapMs < ask.ttlMs) {
    const before = gapMs <= inARowMs ? history.refused : []
    return before.length === 0 ? { kind: 'refused', key } : { kind: 'uncured', keys: [...before, key] }
  }
  return gapMs < perhapsMs ? { kind: 'perhaps-refused', key } : { kind: 'unjudged', why: 'ttl-over' }
}

export interface HandedOut {
  readonly key: string
  readonly atMs: number
  /**
   * The refusal is explained: the source gives the same bytes until somebody changes them, and somebody has. Of a source
   * that mints, new bytes say nothing.
   */
  readonly explained: boolean
}

/** What is to be remembered after a key was handed out. `history` is as it is now, not as it was when the client asked. */
export function handedOut(
  history: HelperHistory | null,
  ask: HelperAsk,
  judgement: HelperJudgement,
  { key, atMs, explained }: HandedOut,
): HelperHistory {
  const next = { handedAtMs: atMs, handed: key, inUse: null, refused: [], failing: null }
  if (history === null) return next
  // Another run was answered since this one came: what it said has been taken in.
  if (history.handedAtMs > ask.atMs) return { ...history, handedAtMs: atMs, handed: key }
  if (judgement.kind === 'refused') return explained ? next : { ...next, refused: [judgement.key] }
  if (judgement.kind !== 'unjudged') return next
  switch (judgement.why) {
    case 'at-once':
      return { ...history, handedAtMs: atMs, handed: key }
    case 'ttl-over':
      return history.handed === key ? next : { ...next, inUse: history.handed }
    default:
      return next
  }
}

/** What is to be remembered after the client was told that nothing helps. */
export function gaveUp(history: HelperHistory, ask: HelperAsk, keys: readonly string[]): HelperHistory {
  const sinceMs = history.failing === null ? ask.atMs : history.failing.sinceMs
  return { ...history, refused: keys, failing: { sinceMs, lastMs: ask.atMs } }
}
