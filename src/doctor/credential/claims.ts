import { objectIn } from '../files/json-object.ts'

/** What a JSON Web Token says of itself, without looking at its signature; `null` where the text is none. */
export function claimsOf(text: string): Readonly<Record<string, unknown>> | null {
  return partOf(text, 1)
}

/** Its header: how it is signed, and with which key. */
export const headOf = (text: string): Readonly<Record<string, unknown>> | null => partOf(text, 0)

function partOf(text: string, index: 0 | 1): Readonly<Record<string, unknown>> | null {
  const parts = text.trim().split('.')
  if (parts.length !== 3) return null
  return objectIn(Buffer.from(parts[index] ?? '', 'base64url').toString('utf8'))
}
