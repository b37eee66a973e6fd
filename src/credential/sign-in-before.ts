/** Names under which a program may say until when a person has to sign in: RFC 3339 text, or seconds or milliseconds since the epoch. */
const names = ['sign_in_before', 'signInBefore'] as const

/**
 * Until when a person has to sign in again so that the program can go on, milliseconds since the epoch, if its JSON says
 * so; `null` otherwise. Nothing is thrown: whether the text is a key at all is judged elsewhere.
 */
export function signInBefore(text: string): number | null {
  if (!names.some((name) => text.includes(name))) return null
  let root: unknown
  try {
    root = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof root !== 'object' || root === null) return null
  const fields: Readonly<Record<string, unknown>> = { ...root }
  for (const name of names) {
    const value = fields[name]
    const ms = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
    // Numbers beyond the year 5138 in seconds are milliseconds.
    if (Number.isFinite(ms) && ms > 0) return typeof value === 'number' && value < 1e11 ? ms * 1_000 : ms
  }
  return null
}
