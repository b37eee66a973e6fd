import { readCustomHeaders } from '../../clients/claude-code/custom-headers.ts'
import type { Found } from '../../clients/claude-code/layers.ts'
import { type Presented, presented } from '../present.ts'

export { readCustomHeaders }

const name = 'ANTHROPIC_CUSTOM_HEADERS'

/**
 * What is sent once ANTHROPIC_CUSTOM_HEADERS has been applied (measured with 2.1.329): `x-api-key` takes the place of every
 * other in that header, `Authorization` counts only where nothing else fills it. Either opens the client without a key.
 */
export function withCustomHeaders(sent: readonly Presented[], found: Found | null): Presented[] {
  if (found === null) return [...sent]
  const place = found.layer?.origin.place ?? 'the shell'
  const { headers } = readCustomHeaders(found.entry.value)
  const key = headers.get('x-api-key') ?? ''
  const bearer = /^bearer\s+(.+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  const left: Presented[] = sent.flatMap((each) =>
    key === '' || each.header === 'authorization'
      ? [each]
      : each.header === 'both'
        ? [{ ...each, header: 'authorization' as const }]
        : [],
  )
  if (key !== '') left.push(presented(name, place, 'x-api-key', key))
  if (bearer !== undefined && !left.some(({ header }) => header !== 'x-api-key'))
    left.push(presented(name, place, 'authorization', bearer))
  return left
}
