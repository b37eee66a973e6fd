/** What is behind a failure. A closed list: doctor, explain, gateway and documents all speak of these. */
export type Cause =
  | 'expired'
  | 'revoked'
  | 'invalid-credential'
  | 'missing-credential'
  | 'conflicting-credentials'
  | 'permission'
  | 'model-access'
  | 'model-not-found'
  | 'org-policy'
  | 'billing'
  | 'rate-limit'
  | 'quota'
  | 'overloaded'
  | 'clock-skew'
  | 'wrong-endpoint-or-header'
  | 'tls'
  | 'proxy'
  | 'dns'
  | 'connection'
  | 'timeout'
  | 'waf'
  | 'malformed-response'
  | 'helper-failure'
  | 'config-file'
  | 'server-error'
  | 'unknown'

/** A printed failure, as a machine sent it, with where it was seen. Never a person's prose. */
export interface Sighting {
  /** HTTP status, where there was one. */
  readonly status?: number
  /** Headers that decide, lower-case names. */
  readonly headers?: Readonly<Record<string, string>>
  /** The body or text, exact. */
  readonly text: string
  /** Address of the document or thread it was taken from. */
  readonly source: string
  /** ISO date on which the source was read. */
  readonly on: string
}

/** When a card applies. Every field that is present must hold; within a field, one of its values. */
export interface When {
  readonly status?: readonly number[]
  /** Header name (lower case) → pattern its value must match. */
  readonly headers?: Readonly<Record<string, RegExp>>
  /** `error.type`, `__type`, `code`, `error.code`, `error.status`, `x-amzn-errortype`: exact, case-insensitive. */
  readonly code?: readonly string[]
  /** Matched against the error's message, or the whole text where there is no message. Linear-time, bounded. */
  readonly message?: RegExp
  /** Matched against the whole body text. Linear-time, bounded. */
  readonly body?: RegExp
  readonly dialect?: readonly string[]
}

/** The card of one known failure: data that gateway, explain, doctor, page and documents all read. */
export interface Signature {
  /** Unique, kebab-case, stable: `anthropic-oauth-token-expired`. */
  readonly id: string
  readonly title: string
  /** Who speaks: `anthropic`, `aws`, `google`, `azure`, `databricks`, `litellm`, `gateway`, `network`, `claude-code`. */
  readonly provider: string
  readonly cause: Cause
  /**
   * Whether another credential from the same source would help: `yes` renews, `no` never renews,
   * `unsure` renews once where it can be shown that the credential is another one afterwards.
   */
  readonly renewable: 'yes' | 'no' | 'unsure'
  /** Alternatives: the card applies when one of them holds. */
  readonly when: readonly When[]
  /** One sentence: what it means. */
  readonly meaning: string
  /** One sentence each, in order: first this, then that. */
  readonly remedy: readonly string[]
  /** Where it was seen; at least one, and each must match this card. */
  readonly seen: readonly [Sighting, ...Sighting[]]
  /** Look-alikes that this card must not claim. */
  readonly notThis?: readonly Sighting[]
  /** ISO date of the last edit. */
  readonly updatedOn: string
}
