import type { Signature } from '../signatures/signature.ts'

/** Everything a verdict may rest on; taken once from the upstream's failure, so that deciding is a pure function. */
export interface Facts {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Headers
  /** Decoded text of the body, cut at 64 KiB; empty when there was none. */
  readonly text: string
  readonly dialect: string
  /** Whether the request went to an inference path (as against models, files and the rest). */
  readonly inference: boolean
  readonly credential: CredentialFacts
  readonly rules: { readonly renewOn: readonly UserRule[]; readonly denyOn: readonly UserRule[] }
  readonly cards: readonly Signature[]
  readonly nowMs: number
}

export interface CredentialFacts {
  readonly expiresAtMs: number | null
  readonly issuedAtMs: number
  /** Time to live that the user configured, milliseconds; `null` when none. */
  readonly ttlMs: number | null
  /** Whether its source gives the same bytes until somebody changes them. */
  readonly stable: boolean
}

/** A rule of the user's own: every internal proxy has its own words. Both parts must hold where both are given. */
export interface UserRule {
  readonly status?: number | undefined
  /** Text that the body must contain, compared without regard to case. */
  readonly body?: string | undefined
}

/**
 * What is done about an answer. `renew` with `onlyIfChanged` replays only when the renewal brought other bytes.
 * `card` is the signature it rests on, `null` when a rule without a card decided.
 */
export type Verdict =
  | { readonly kind: 'pass'; readonly card: Signature | null; readonly why: string; readonly final: boolean }
  | { readonly kind: 'renew'; readonly card: Signature | null; readonly why: string; readonly onlyIfChanged: boolean }
  | { readonly kind: 'pace'; readonly card: Signature | null; readonly why: string; readonly waitMs: number }
  | {
      readonly kind: 'stop'
      readonly card: Signature | null
      readonly why: string
      readonly code: 'upstream-not-an-api' | 'upstream-redirects'
    }
