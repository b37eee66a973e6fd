import { z } from 'zod'
import type { FailedExchange } from '../../daemon/control-protocol.ts'
import { catalogue } from '../../signatures/catalogue.ts'
import { signatures } from '../../signatures/index.ts'
import { matchSignatures } from '../../signatures/match.ts'

/** Headers that say what kind of refusal it was; no other is kept, and none but these is replayed. */
export const caseHeaders = [
  'content-type',
  'retry-after',
  'server',
  'via',
  'www-authenticate',
  'x-amzn-errortype',
  'x-deny-reason',
  'x-should-retry',
] as const

/** A failed exchange that can be answered again: `cases/ID.json` of a report. */
export const caseSchema = z.object({
  schema: z.literal(1),
  exchange: z.string().max(100),
  method: z.string().max(20),
  path: z.string().max(2_000),
  /** What the upstream answered; what the client got, where it was not reached. */
  status: z.int().min(400).max(599),
  headers: z.partialRecord(z.enum(caseHeaders), z.string().max(1_000)),
  body: z.string().max(64 * 1024),
  card: z.string().max(100).nullable(),
  /** `kept`: put together from the codes and messages that were kept. `card`: the answer on the card that was decided by. */
  from: z.enum(['kept', 'card']),
})

export type Case = z.output<typeof caseSchema>

/**
 * The exchange as an answer that is decided in the same way. A body is never kept; where what was kept of it is not
 * enough to be known again, the answer that stands on the card is taken.
 */
export function caseOf({
  exchange,
  method,
  path,
  status,
  upstreamStatus,
  card,
  codes,
  messages,
}: FailedExchange): Case {
  const about = { schema: 1, exchange, method, path, card } as const
  const [first, ...more] = codes
  const body = JSON.stringify({
    type: 'error',
    error: {
      type: first ?? 'error',
      ...(more.length === 0 ? {} : { code: more.at(-1), codes: more }),
      message: messages.join('\n'),
    },
  })
  const kept: Case = {
    ...about,
    status: Math.max(400, upstreamStatus ?? status),
    headers: { 'content-type': 'application/json' },
    body,
    from: 'kept',
  }
  if (card === null || cardOf(kept) === card) return kept
  const seen = catalogue.find(({ id }) => id === card)?.seen.find((each) => (each.status ?? 0) >= 400)
  if (seen?.status === undefined) return kept
  const headers = Object.fromEntries(
    Object.entries({ 'content-type': 'application/json', ...seen.headers })
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => caseHeaders.some((allowed) => allowed === name)),
  )
  return { ...about, status: seen.status, headers, body: seen.text, from: 'card' }
}

/** The card that the gateway would find for this answer. */
export const cardOf = ({ status, headers, body }: Case): string | null =>
  matchSignatures({ status, headers: new Headers(headers), text: body }, signatures)?.id ?? null
