import { lookUp } from '../../clients/claude-code/layers.ts'
import type { Bench } from '../bench.ts'

/** The variable that says how long a key of the helper is kept. */
export const ttlName = 'CLAUDE_CODE_API_KEY_HELPER_TTL_MS'
/** How long the client keeps a helper's answer unless told otherwise: https://code.claude.com/docs/en/authentication */
export const defaultTtlMs = 300_000

/** How long the client keeps what its helper prints, and what is odd about the way in which that is written. */
export interface HelperTtl {
  readonly ms: number
  /** `null` where nobody says it. */
  readonly place: string | null
  readonly text: string
  /** `unit` and `words` are no number to the client, or another than was meant; `negative` is left out by it. */
  readonly odd: 'unit' | 'words' | 'negative' | 'always' | null
  /** What the shell says, where settings say something else. */
  readonly hidden: string | null
}

/** As the client reads it: digits at the beginning count, whatever follows (strings of 2.1.329). */
export function helperTtl({ layers, world }: Pick<Bench, 'layers' | 'world'>): HelperTtl {
  const found = lookUp(ttlName, layers, world.env)
  const text = found?.entry.value.trim() ?? ''
  if (found === null || text === '') return { ms: defaultTtlMs, place: null, text: '', odd: null, hidden: null }
  const read = Number.parseInt(text, 10)
  const exported = world.env[ttlName]?.trim() ?? ''
  const odd = Number.isNaN(read)
    ? 'words'
    : read < 0
      ? 'negative'
      : !/^\d+$/.test(text)
        ? 'unit'
        : read < 1000
          ? 'always'
          : null
  return {
    ms: read >= 0 ? read : defaultTtlMs,
    place: found.layer?.origin.place ?? 'the shell',
    text,
    odd,
    hidden: found.layer !== null && exported !== '' && exported !== text ? exported : null,
  }
}

/** What was probably meant, in milliseconds: `5m` is five minutes. `null` where it cannot be told. */
export function meantMs(text: string): number | null {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(ms|s|sec|m|min|h|)\w*$/i.exec(text.replaceAll('_', '')) ?? []
  const each = { ms: 1, '': 1, s: 1000, sec: 1000, m: 60_000, min: 60_000, h: 3_600_000 }[unit.toLowerCase()]
  return count === '' || each === undefined ? null : Math.round(Number(count) * each)
}
