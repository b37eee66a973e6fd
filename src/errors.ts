/**
 * Every reason for which warmkey cannot do what was asked. The codes are a contract: they appear in `--json`, in
 * `x-warmkey-reason` and in events; they are added to, never renamed.
 */
export type WarmkeyErrorCode =
  // what the user gave us
  | 'usage'
  | 'config-invalid'
  | 'config-unreadable'
  | 'profile-unknown'
  | 'nothing-to-keep'
  | 'project-untrusted'
  | 'managed-elsewhere'
  | 'command-not-found'
  | 'state-unsafe'
  | 'port-in-use'
  | 'settings-refused'
  | 'settings-conflict'
  | 'already-running'
  | 'not-running'
  | 'daemon-silent'
  | 'service-unavailable'
  // getting a credential
  | 'source-unavailable'
  | 'source-failed'
  | 'source-timeout'
  | 'source-malformed'
  | 'source-needs-person'
  | 'export-refused'
  // the request of a caller
  | 'caller-unknown'
  | 'host-refused'
  | 'origin-refused'
  | 'path-refused'
  | 'method-refused'
  | 'request-ambiguous'
  | 'body-too-large'
  | 'subscription-login'
  | 'limited'
  // the way to the upstream
  | 'upstream-unreachable'
  | 'upstream-dropped'
  | 'upstream-tls'
  | 'upstream-proxy'
  | 'upstream-not-an-api'
  | 'upstream-redirects'
  | 'renewal-did-not-cure'
  | 'denied'
  | 'internal'

export interface WarmkeyErrorOptions {
  /** What to do now, as one sentence; the error says what is wrong, this says how to mend it. */
  remedy?: string
  /** The error behind this one. It is kept for code, never printed: foreign messages may echo a secret. */
  cause?: unknown
  /** Whether asking again later, unchanged, can succeed (a network fault: yes; a revoked grant: no). Default `true`. */
  transient?: boolean
}

/**
 * The one error type of warmkey. `message` names the thing and the fact, `remedy` the next step.
 * Code tells errors apart by `code`; there are no subclasses, because nobody catches one.
 */
export class WarmkeyError extends Error {
  override readonly name = 'WarmkeyError'
  readonly code: WarmkeyErrorCode
  readonly remedy: string | undefined
  readonly transient: boolean

  constructor(code: WarmkeyErrorCode, message: string, options: WarmkeyErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.remedy = options.remedy
    this.transient = options.transient ?? true
  }

  /** Message and remedy as the one line that a user reads. */
  get sentence(): string {
    return this.remedy === undefined ? this.message : `${this.message} ${this.remedy}`
  }
}

/** Any thrown value as a `WarmkeyError`; what is not one already becomes `internal` and keeps its cause. */
export function asWarmkeyError(thrown: unknown): WarmkeyError {
  if (thrown instanceof WarmkeyError) return thrown
  return new WarmkeyError('internal', 'warmkey met an error that it did not expect.', {
    remedy: 'That is a defect of warmkey: report it with what stands here.',
    cause: thrown,
  })
}
