import { expect, test } from 'bun:test'
import type { GatewayEvent } from '../gateway/events.ts'
import type { FailedExchange } from './control-protocol.ts'
import { createFailures } from './failures.ts'

const begin = (exchange: string): GatewayEvent => ({
  type: 'request',
  exchange,
  profile: 'work',
  method: 'POST',
  path: '/v1/messages',
  client: 'claude-cli/2.1.329',
})
const answered = (exchange: string, status: number): GatewayEvent => ({
  type: 'answer',
  exchange,
  number: 1,
  status,
  elapsedMs: 1,
})
const done = (exchange: string, status: number): GatewayEvent => ({ type: 'done', exchange, status, elapsedMs: 2 })

function heard(...events: GatewayEvent[]) {
  const told: FailedExchange[] = []
  const failures = createFailures(
    () => 5,
    (failed) => told.push(failed),
  )
  for (const event of events) failures.hear(event)
  return { list: failures.list(), told }
}

test('a refusal that the client got to see is kept, with what the upstream said', () => {
  const { list, told } = heard(
    begin('e1'),
    answered('e1', 403),
    {
      type: 'verdict',
      exchange: 'e1',
      verdict: 'pass',
      card: 'aws-not-authorized',
      why: 'no other credential would help',
    },
    {
      type: 'failure',
      exchange: 'e1',
      status: 403,
      codes: ['accessdeniedexception'],
      messages: ['User is not authorized'],
    },
    done('e1', 424),
  )
  expect(list).toEqual([
    {
      exchange: 'e1',
      atMs: 5,
      profile: 'work',
      client: 'claude-cli/2.1.329',
      method: 'POST',
      path: '/v1/messages',
      status: 424,
      upstreamStatus: 403,
      card: 'aws-not-authorized',
      why: 'no other credential would help',
      stopped: null,
      codes: ['accessdeniedexception'],
      messages: ['User is not authorized'],
    },
  ])
  expect(told).toEqual([...list])
})

test('what was cured, what worked and what was called off is no failure', () => {
  const cured: GatewayEvent[] = [
    begin('e1'),
    answered('e1', 403),
    { type: 'failure', exchange: 'e1', status: 403, codes: ['expired'], messages: [] },
    answered('e1', 200),
    done('e1', 200),
  ]
  expect(heard(...cured, begin('e2'), { type: 'gone', exchange: 'e2' }).list).toEqual([])
})

test('what we could not serve has our own reason, and a second answer does not inherit the words of the first', () => {
  const { list } = heard(
    begin('e1'),
    { type: 'stopped', exchange: 'e1', code: 'source-failed', status: 424, sentence: 'It is sealed. Unseal it.' },
    begin('e2'),
    answered('e2', 403),
    { type: 'failure', exchange: 'e2', status: 403, codes: ['expired'], messages: ['old'] },
    answered('e2', 502),
    done('e2', 502),
  )
  expect(
    list.map(({ exchange, stopped, said, upstreamStatus, messages }) => [
      exchange,
      stopped,
      said,
      upstreamStatus,
      messages,
    ]),
  ).toEqual([
    ['e2', null, undefined, 502, []],
    ['e1', 'source-failed', 'It is sealed. Unseal it.', null, []],
  ])
})

test('the last fifty are kept', () => {
  const { list } = heard(
    ...Array.from({ length: 60 }, (_, n) => [begin(`e${n}`), answered(`e${n}`, 500), done(`e${n}`, 500)]).flat(),
  )
  expect([list.length, list[0]?.exchange, list.at(-1)?.exchange]).toEqual([50, 'e59', 'e10'])
})
