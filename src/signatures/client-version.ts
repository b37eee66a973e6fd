/** A client as a person names it: `claude-code@2.1.329`. */
export interface ClientVersion {
  readonly name: string
  /** `null` when it was not said. */
  readonly version: readonly number[] | null
}

/** Reads `claude-code@2.1.329`, or a name alone; `null` for anything else. */
export function readClient(text: string): ClientVersion | null {
  const found = /^([a-z][a-z0-9-]{0,40})(?:@v?(\d{1,5}(?:\.\d{1,5}){0,3})(?:[-+][\w.-]{1,40})?)?$/i.exec(text.trim())
  if (found === null) return null
  const name = (found[1] ?? '').toLowerCase()
  return { name: aliases[name] ?? name, version: found[2] === undefined ? null : numbers(found[2]) }
}

const aliases: Readonly<Record<string, string>> = {
  claude: 'claude-code',
  'claude-cli': 'claude-code',
  roo: 'roo-code',
}

const numbers = (version: string): number[] => version.split('.').map(Number)

/** Whether a client is in a range as cards write it; a version that nobody knows is in every range of its client. */
export function isWithin({ name, version }: ClientVersion, range: string): boolean {
  const found = /^([a-z][a-z0-9-]*)(?:(<|<=|>|>=)(\d+(?:\.\d+)*))?$/.exec(range)
  if (found === null || found[1] !== name) return false
  const [, , sign, bound] = found
  if (sign === undefined || bound === undefined || version === null) return true
  const order = compare(version, numbers(bound))
  return sign.startsWith('<')
    ? order < 0 || (sign === '<=' && order === 0)
    : order > 0 || (sign === '>=' && order === 0)
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
