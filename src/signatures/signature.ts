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

/** Where whoever reads a card has to look: the first fork of every diagnosis. */
export type Area =
  | 'account-or-auth'
  | 'quota-or-rate'
  | 'model-or-provider'
  | 'local-runtime'
  | 'deployment-or-configuration'

/** Where a check or a step is done. */
export type Place = 'any' | 'macos' | 'linux' | 'windows' | 'wsl' | 'container' | 'ssh' | 'ci' | 'vscode'

/** Something to type or to look at, and what it should show. */
export interface CardCheck {
  readonly on: Place
  /** A command to type, or a place to look at. */
  readonly look: string
  /** What is there when this card is the one, or when it is not. */
  readonly expect: string
}

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
  /**
   * Who must have said it, where the same words mean different things in different mouths: one of {@link Signature.provider}'s
   * values. An unknown provider neither excludes nor counts.
   */
  readonly provider?: readonly string[]
  /** `true`: only where the provider is known to be one of them, for words that everybody uses. */
  readonly providerKnown?: true
  /**
   * Which client printed it, where only one does or only some versions of it: `claude-code`, `claude-code<2.1.206`,
   * `claude-code>=2.1.300`. An unknown client, or one of unknown version, neither excludes nor counts.
   */
  readonly client?: readonly string[]
  /** What a program printed of its own, not an answer of an API; never matched by the gateway. Linear-time, bounded. */
  readonly printed?: RegExp
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
  readonly area: Area
  /** One sentence: what it means. */
  readonly meaning: string
  /** Why it happens: one or two sentences, for somebody who wants to understand and not only to go on. */
  readonly why: string
  /** What it usually is, most likely first; each a phrase. */
  readonly commonCauses: readonly string[]
  /** One sentence each, in order: first this, then that. Each names something to do. */
  readonly remedy: readonly string[]
  /** What to do when none of that helped; one sentence. */
  readonly otherwise?: string
  readonly checks?: readonly CardCheck[]
  /** How to know that it worked; one sentence. */
  readonly worked: string
  /** Whether it can be ignored, and why (not); one sentence. */
  readonly ignorable: string
  /** How to keep it from coming back; one sentence. */
  readonly prevent: string
  /** Ids of cards that are often confused with this one, or come with it. */
  readonly related?: readonly string[]
  /**
   * `true` where only pages that repeat other pages report the text: explained, but the gateway never renews on it.
   * Default false.
   */
  readonly hearsay?: boolean
  /** Where it was seen; at least one, and each must match this card. */
  readonly seen: readonly [Sighting, ...Sighting[]]
  /** Look-alikes that this card must not claim. */
  readonly notThis?: readonly Sighting[]
  /** ISO date of the last edit. */
  readonly updatedOn: string
}
