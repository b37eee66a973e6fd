/** What a refusal says. */
export type RefusalKind = 'expired' | 'revoked' | 'unknown' | 'denied'

/** A refusal as a real server words it: data, so that tests, help and documents all read the same list. */
export interface Wording {
  /** Unique, kebab-case, stable. */
  readonly id: string
  /** What the server means by it. */
  readonly kind: RefusalKind
  readonly status: number
  /** Headers beside those that every answer has. */
  readonly headers: Readonly<Record<string, string>>
  /** The body; `{request-id}` stands for the id of the answer. */
  readonly body: string
  /** Where it was seen or is documented. */
  readonly source: string
}

export const json = { 'content-type': 'application/json' } as const

/** The error body of the Anthropic API (https://platform.claude.com/docs/en/api/errors). */
export const anthropicError = (type: string, message: string): string =>
  JSON.stringify({ type: 'error', error: { type, message }, request_id: '{request-id}' })
