/** The only file of the doctor that opens a secret: to look at its text, and to put it on a request to the user's endpoint. */
import { Secret } from '../secret.ts'
import { type Flaw, flawOf, issuerOf, wrongKindFor } from './shape.ts'

/** How a credential travels: Claude Code sends a helper's value in both headers. */
export type Header = 'authorization' | 'x-api-key' | 'both'

/** A credential as the client would send it. */
export interface Presented {
  /** What it is called: a variable, `apiKeyHelper`. */
  readonly name: string
  /** Where it is set, for people. */
  readonly place: string
  readonly header: Header
  readonly secret: Secret
}

export const presented = (name: string, place: string, header: Header, text: string): Presented => ({
  name,
  place,
  header,
  secret: new Secret(text.trim()),
})

/** What is odd about its text, without a word of it. */
export const flawIn = ({ secret }: Presented): Flaw | null => flawOf(secret.open())

/** What its text looks like: `an OpenAI key`. */
export const looksLike = ({ secret }: Presented): string | null => issuerOf(secret.open())

/** Why it cannot open this host, as "an OpenAI key"; `null` where it may. */
export const wrongFor = ({ secret }: Presented, host: string): string | null => wrongKindFor(host, secret.open())

/** End of the life that a JSON Web Token says of itself, milliseconds since the epoch; `null` where it says none. */
export function endOf({ secret }: Presented): number | null {
  const [, payload] = secret.open().split('.')
  if (payload === undefined || looksLike({ secret } as Presented) !== 'a JSON Web Token') return null
  try {
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { exp?: unknown }
    return typeof exp === 'number' ? exp * 1000 : null
  } catch {
    return null
  }
}

/** The headers with which the client would send these credentials. */
export function headersOf(credentials: readonly Presented[]): Headers {
  const headers = new Headers({ 'anthropic-version': '2023-06-01', 'content-type': 'application/json' })
  for (const { header, secret } of credentials) {
    if (header !== 'x-api-key' && !headers.has('authorization')) headers.set('authorization', `Bearer ${secret.open()}`)
    if (header !== 'authorization' && !headers.has('x-api-key')) headers.set('x-api-key', secret.open())
  }
  return headers
}
