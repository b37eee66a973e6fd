/** What a Bedrock API key says of itself, without a word of it. */
export interface BedrockKey {
  readonly kind: 'short-term' | 'long-term'
  /** Milliseconds since the epoch; `null` where it does not say. */
  readonly endsAtMs: number | null
  /** The one region in which a short-term key can be used. */
  readonly region: string | null
  readonly account: string | null
}

/**
 * Reads one; `null` for a text that is none. A short-term key is a request that was signed in advance, a long-term one the
 * name and password of a user that IAM made for it.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html,
 * https://github.com/aws/aws-bedrock-token-generator-js
 */
export function readBedrockKey(text: string): BedrockKey | null {
  if (text.startsWith('ABSK')) {
    const [, account = null] = /^BedrockAPIKey-[\w+=,.@-]{1,80}-at-(\d{12}):/.exec(decoded(text.slice(4))) ?? []
    return { kind: 'long-term', endsAtMs: null, region: null, account }
  }
  const prefix = 'bedrock-api-key-'
  if (!text.startsWith(prefix)) return null
  const signed = decoded(text.slice(prefix.length))
  const query = new URLSearchParams(signed.slice(signed.indexOf('?') + 1))
  const at = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '')
  const lifeSeconds = Number(query.get('X-Amz-Expires') ?? Number.NaN)
  const [year, month, day, hour, minute, second] = at?.slice(1) ?? []
  const fromMs = at === null ? Number.NaN : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  const endsAtMs = fromMs + lifeSeconds * 1_000
  const region = (query.get('X-Amz-Credential') ?? '').split('/')[2] ?? null
  return { kind: 'short-term', endsAtMs: Number.isNaN(endsAtMs) ? null : endsAtMs, region, account: null }
}

const decoded = (text: string): string => Buffer.from(text, 'base64').toString('latin1')
