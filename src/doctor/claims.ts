/** What a JSON Web Token says of itself, without looking at its signature; `null` where the text is none. */
export function claimsOf(text: string): Readonly<Record<string, unknown>> | null {
  const [head, payload, signature] = text.trim().split('.')
  if (head === undefined || payload === undefined || signature === undefined) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : null
  } catch {
    return null
  }
}
