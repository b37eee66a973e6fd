/** What `warmkey token` was asked for. */
export interface TokenFlags {
  readonly profile?: string
  readonly format?: string
}

/**
 * The flags of a command line that needs no library to be read: `--name value` or `--name=value`, each at most once.
 * `null` for everything else, help and mistakes included.
 */
export function plainFlags(args: readonly string[]): TokenFlags | null {
  const flags: { profile?: string; format?: string } = {}
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    const equals = arg.indexOf('=')
    const name = equals === -1 ? arg : arg.slice(0, equals)
    if (name !== '--profile' && name !== '--format') return null
    const value = equals === -1 ? args[++at] : arg.slice(equals + 1)
    const key = name === '--profile' ? 'profile' : 'format'
    if (value === undefined || value === '' || value.startsWith('-') || flags[key] !== undefined) return null
    flags[key] = value
  }
  return flags
}
