/** The only file of the doctor that opens a secret: to look at its text, and to put it on a request to the user's endpoint. */
import { Secret } from '../secret.ts'
import { claimsOf, headOf } from './credential/claims.ts'
import { issuerOf, wrongKindFor } from './credential/issuers.ts'
import { type Life, lifeInText } from './credential/life.ts'
import { type Flaw, flawOf, isLoginTokenAside, keyFieldOf } from './credential/shape.ts'

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
  /** Name of another header in which it goes instead. */
  readonly under?: string
  /** What `anthropic-beta` lists beside it, where the client sends that. */
  readonly beta?: string
}

/** Closes the text of a credential up; blanks around it go, as with the client. */
export const presented = (name: string, place: string, header: Header, text: string): Presented => ({
  name,
  place,
  header,
  secret: new Secret(text.trim()),
})

/** What is odd about its text, without a word of it. */
export const flawIn = ({ secret }: Presented): Flaw | null => flawOf(secret.open())

/** Where in its JSON the key is, as jq names it; `null` where it is none. */
export const keyFieldIn = ({ secret }: Presented): string | null => keyFieldOf(secret.open())

/** What its text looks like: `an OpenAI key`. */
export const looksLike = ({ secret }: Presented): string | null => issuerOf(secret.open())

/** Whether it is a token of a login that is sent as if it were none. */
export const isLoginToken = ({ secret, header }: Presented, host: string): boolean =>
  isLoginTokenAside(secret.open(), header, host)

/** Why it cannot open this host, as "an OpenAI key"; `null` where it may. */
export const wrongFor = ({ secret }: Presented, host: string): string | null => wrongKindFor(host, secret.open())

/** What its text says of its life; `null` where it says nothing. */
export const lifeIn = ({ secret }: Presented): Life | null => lifeInText(secret.open())

/** End of the life that it says of itself, milliseconds since the epoch; `null` where it says none. */
export const endOf = (credential: Presented): number | null => lifeIn(credential)?.endsAtMs ?? null

/** The headers with which the client would send these credentials. */
export function headersOf(credentials: readonly Presented[]): Headers {
  const headers = new Headers({ 'anthropic-version': '2023-06-01', 'content-type': 'application/json' })
  for (const { header, secret, under, beta } of credentials) {
    if (beta !== undefined) headers.set('anthropic-beta', beta)
    if (under !== undefined) {
      headers.set(under, secret.open())
      continue
    }
    if (header !== 'x-api-key' && !headers.has('authorization')) headers.set('authorization', `Bearer ${secret.open()}`)
    if (header !== 'authorization' && !headers.has('x-api-key')) headers.set('x-api-key', secret.open())
  }
  return headers
}

/** What a JSON Web Token says of itself, and how long it is in bytes; `null` where it is none. */
export function saidBy({ secret }: Presented): {
  readonly head: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  readonly bytes: number
} | null {
  const text = secret.open()
  const [head, claims] = [headOf(text), claimsOf(text)]
  return head === null || claims === null ? null : { head, claims, bytes: Buffer.byteLength(text) }
}

/** The body of a question; an identity token is put into it here and nowhere else. */
export const bodyText = (body: unknown, assertion: Presented | undefined): string =>
  JSON.stringify(
    assertion === undefined ? body : { ...(body as Record<string, unknown>), assertion: assertion.secret.open() },
  )
