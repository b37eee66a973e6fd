import type { Profile } from '../../profile.ts'
import { redact } from '../../secret.ts'

/** Options of a source that say where it looks, in the order in which they tell most. */
const telling = ['command', 'address', 'profile', 'path', 'name', 'secret', 'parameter', 'region'] as const

/** Where the credential of a profile comes from, for people: `command ~/bin/mint-key`. No secret. */
export function sourceSummary({ source }: Profile): string {
  const options: Readonly<Record<string, unknown>> = { ...source }
  const said = telling.flatMap((key) => {
    const value = options[key]
    if (typeof value === 'string') return [value]
    return Array.isArray(value) ? [value.join(' ')] : []
  })
  return redact([source.type, ...said].join(' ').replace(/\s+/g, ' '))
}

/** Where requests of a profile go: the dialect where it is not the usual one, and the address, without what is usual. */
export const upstreamSummary = ({ upstream: { url, dialect } }: Profile): string =>
  `${dialect === 'messages' ? '' : `${dialect}, `}${url.replace(/^https:\/\//, '')}`

/** A text in at most so many columns. */
export const fitted = (text: string, columns: number): string =>
  text.length <= columns ? text : `${text.slice(0, Math.max(columns - 1, 0))}…`
