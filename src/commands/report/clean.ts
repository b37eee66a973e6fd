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

/** Names that say who somebody is. */
export interface Names {
  readonly home: string
  /** What the system calls the user and this machine; empty where it is not known. */
  readonly user: string
  readonly machine: string
  /** Whether hosts of addresses are numbered instead of named. */
  readonly hideHosts: boolean
}

/** User names that stand for nobody, and that are words of other things. */
const everybody =
  /^(?:root|admin|administrator|user|users|ubuntu|debian|runner|node|claude|anthropic|warmkey|nobody|home)$/i
/** A shorter name is a word of other things too; it is taken out of paths alone. */
const leastName = 5

/** Hosts that say nothing of a company. */
const publicHost =
  /^(?:localhost|127\.[\d.]+|\[?::1\]?|(?:[\w-]+\.)*(?:anthropic\.com|claude\.com|claude\.ai|amazonaws\.com|googleapis\.com|github\.com|openrouter\.ai|example))$/i

/**
 * A text as it may leave the machine: without secrets, without what stands in an address beside host and path, `~` for home,
 * `[user]`, `[host]` and `[email]` for who and where.
 */
export function cleaner(secrets: readonly string[], names: Names): (text: string) => string {
  const { home, user, machine, hideHosts } = names
  const hosts = new Map<string, string>()
  const numbered = (host: string): string => {
    if (publicHost.test(host)) return host
    const known = hosts.get(host) ?? `host-${hosts.size + 1}.hidden`
    hosts.set(host, known)
    return known
  }
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
    if (home.length > 1) clean = clean.replaceAll(home, '~')
    clean = clean.replace(/\b[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b/gi, '[email]')
    clean = withoutName(clean, user, '[user]', '(?<=[\\\\/](?:home|Users)[\\\\/])')
    clean = withoutName(clean, machine, '[host]', null)
    if (!hideHosts) return clean
    clean = clean.replace(/(?<=\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/:?#"'<>\\,]{1,253}/gi, numbered)
    for (const [host, number] of hosts) clean = clean.replaceAll(host, number)
    return clean
  }
}

/** A name as a whole word; one that is short or everybody's only behind `before`. */
function withoutName(text: string, name: string, mark: string, before: string | null): string {
  if (name === '' || everybody.test(name)) return text
  const short = name.length < leastName
  if (short && before === null) return text
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.replace(new RegExp(`${short ? before : '(?<![\\w-])'}${literal}(?![\\w-])`, 'gi'), mark)
}

/** The same for every text in a tree of data, names of fields left as they are. */
export function cleanTree(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map((each) => cleanTree(each, clean))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cleanTree(each, clean)]))
}
