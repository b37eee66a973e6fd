import type { Bench } from '../bench.ts'
import { type Header, type Presented, presented } from '../present.ts'

const headers: Readonly<Partial<Record<string, Header>>> = {
  token: 'authorization',
  'api-key': 'x-api-key',
  'console-key': 'x-api-key',
}

/**
 * Keys that are set somewhere, other than the one that is sent, because something stronger stands before them: another
 * scope, another variable, a custom header. Helpers are not run for this.
 */
export function hiddenCredentials({ ladder }: Bench, sent: readonly Presented[]): Presented[] {
  return ladder.rungs.flatMap(({ name, kind, holdings }) => {
    const header = headers[kind]
    if (header === undefined) return []
    return holdings
      .filter((holding) => holding.origin.trusted && holding.read() !== '')
      .map(({ origin, read }) => presented(name, origin.place, header, read()))
      .filter(({ secret }) => !sent.some((each) => each.secret.equals(secret)))
  })
}
