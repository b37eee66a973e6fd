/** Object keys sorted, so that two ways of writing one configuration are one text; everything else as JSON has it. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined)
    fields.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/**
 * The identity under which a keeper is shared: the source's kind, all its options and the whole upstream, so that no
 * credential ever reaches an upstream that it was not configured for. Loggable: a kind and 32 hex digits of a SHA-256.
 */
export function keeperIdentity(source: { readonly type: string }, upstream: unknown): string {
  const digest = new Bun.CryptoHasher('sha256').update(canonical([source, upstream]), 'utf8').digest('hex')
  return `${source.type}-${digest.slice(0, 32)}`
}
