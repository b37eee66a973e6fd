import { expect, test } from 'bun:test'
import type { FailedExchange } from '../../daemon/control-protocol.ts'
import { readErrorParts } from '../../signatures/error-parts.ts'
import { signatures } from '../../signatures/index.ts'
import { type Case, cardOf, caseHeaders, caseOf, caseSchema } from './case.ts'
import { cleaner, cleanTree } from './clean.ts'

const failed = (change: Partial<FailedExchange>): FailedExchange => ({
  exchange: 'e-1',
  atMs: 0,
  profile: 'work',
  client: 'claude-cli/2.1.329',
  method: 'POST',
  path: '/v1/messages',
  status: 424,
  upstreamStatus: 403,
  card: null,
  why: null,
  stopped: null,
  codes: [],
  messages: [],
  ...change,
})

test('every card that decides about an answer is found again in the case that is left of it, cleaned as in a report', () => {
  const clean = cleaner([], { home: '/home/ann', user: 'ann', machine: '', hideHosts: true })
  for (const { id, seen } of signatures) {
    const first = seen.find(({ status }) => status !== undefined && status >= 400)
    if (first?.status === undefined) continue
    const { codes, messages } = readErrorParts(first.text, new Headers(first.headers))
    const kept = failed({ upstreamStatus: first.status, card: id, codes: [...codes], messages })
    const again = caseSchema.parse(cleanTree(caseOf(kept), clean))
    expect([id, cardOf(again)]).toEqual([id, id])
    expect(Object.keys(again.headers).filter((name) => !caseHeaders.some((allowed) => allowed === name))).toEqual([])
  }
})

test('what no card knows is put together from what was kept, and an upstream that was not reached from our own words', () => {
  const body = (each: Case) => JSON.parse(each.body)
  const kept = caseOf(failed({ codes: ['no_such_code'], messages: ['Ask the portal.'] }))
  expect([kept.status, kept.from, body(kept).error]).toEqual([
    403,
    'kept',
    { type: 'no_such_code', message: 'Ask the portal.' },
  ])
  expect(caseOf(failed({ upstreamStatus: null, status: 424 })).status).toBe(424)
})
