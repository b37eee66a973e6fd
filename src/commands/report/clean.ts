import type { Bench } from '../../doctor/bench.ts'
import { redact } from '../../secret.ts'

/** Names of variables and settings whose values are nobody's business. */
const secretName = /key|token|secret|passw|credential|auth|cookie|session|header/i
/** Shorter ones stand in every other word. */
const leastSecret = 6

/** Every value that this person's shell and settings hold under a name like a secret's, the longest first. */
export function knownSecrets({ clientEnv, world, layers, ladder }: Bench): string[] {
  const values: unknown[] = []
  for (const env of [clientEnv, world.env])
    for (const [name, value] of Object.entries(env)) {
      if (secretName.test(name)) values.push(value)
      else values.push(...passwordsIn(value ?? ''))
    }
  for (const { settings } of layers.layers) {
    for (const [name, { value }] of settings.env) if (secretName.test(name)) values.push(value)
    for (const [name, value] of Object.entries(settings.all)) if (secretName.test(name)) values.push(value)
  }
  // Also those that do not win: each has a place of its own, and a helper may carry a key in its command.
  for (const { holdings } of ladder.rungs) for (const holding of holdings) values.push(holding.read())
  const texts = values.flatMap((value) => (typeof value === 'string' ? [value, value.trim()] : []))
  return [...new Set(texts)].filter((text) => text.length >= leastSecret).toSorted((a, b) => b.length - a.length)
}

function passwordsIn(value: string): string[] {
  const found = /^[a-z][a-z0-9+.-]*:\/\/([^/@\s]*)@/i.exec(value)?.[1]
  if (found === undefined) return []
  const [name = '', password = ''] = found.split(':', 2)
  return password === '' ? [name] : [password]
}

/** A text as it may leave the machine: without secrets, without what stands in an address beside host and path, `~` for home. */
export function cleaner(secrets: readonly string[], home: string): (text: string) => string {
  return (text) => {
    let clean = text
    for (const secret of secrets) clean = clean.replaceAll(secret, '[secret]')
    clean = clean
      .replace(/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"']{1,500}@/gi, '$1')
      .replace(
        /\b(https?:\/\/[^\s?#"'<>]{1,2000})([?#][^\s"'<>]*)/gi,
        (_, head: string, tail: string) => head + (/[.,;:)]$/.exec(tail)?.[0] ?? ''),
      )
    clean = redact(clean)
    return home.length > 1 ? clean.replaceAll(home, '~') : clean
  }
}

/** The same for every text in a tree of data, names of fields left as they are. */
export function cleanTree(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map((each) => cleanTree(each, clean))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cleanTree(each, clean)]))
}
