import { expect, test } from 'bun:test'
import type { GatewayEvent } from '../gateway/events.ts'
import { signatures } from '../signatures/index.ts'
import { createTally } from './tally.ts'

const nowMs = () => 1_000

type Step = GatewayEvent extends infer Event
  ? Event extends { exchange: string }
    ? Omit<Event, 'exchange'>
    : never
  : never

/** One request after the other; each gets these steps between its beginning and its end. */
function tallied(...requests: readonly (readonly Step[])[]) {
  const tally = createTally(nowMs, signatures)
  for (const [n, steps] of requests.entries()) {
    const exchange = `e${n}`
    tally.hear({ type: 'request', exchange, profile: 'work', method: 'POST', path: '/v1/messages', client: 'x' })
    for (const step of steps) tally.hear({ ...step, exchange } as GatewayEvent)
  }
  return { counts: tally.counts('work'), last: tally.lastRefusal('work') }
}

const answer = (status: number): Step => ({ type: 'answer', number: 1, status, elapsedMs: 1 })
const verdict = (kind: 'pass' | 'renew' | 'pace', card: string | null, why = 'because'): Step => ({
  type: 'verdict',
  verdict: kind,
  card,
  why,
})
const done: Step = { type: 'done', status: 200, elapsedMs: 2 }
const none = { requests: 0, replays: 0, denials: 0, stops: 0 }

test('a success', () => {
  expect(tallied([answer(200), done])).toEqual({ counts: { ...none, requests: 1 }, last: null })
})

test('an expired credential that was renewed is a replay and no denial', () => {
  const steps = [
    answer(403),
    verdict('renew', 'databricks-invalid-token'),
    { type: 'replayed', credential: 'x' } as Step,
    answer(200),
    { type: 'cured', credential: 'x' } as Step,
    done,
  ]
  expect(tallied(steps)).toEqual({ counts: { ...none, requests: 1, replays: 1 }, last: null })
})

test('a denial with its card', () => {
  const { counts, last } = tallied([answer(403), verdict('pass', 'anthropic-permission-denied'), done])
  const card = signatures.find(({ id }) => id === 'anthropic-permission-denied')
  expect({ counts, last }).toEqual({
    counts: { ...none, requests: 1, denials: 1 },
    last: {
      atMs: 1_000,
      status: 403,
      card: { id: 'anthropic-permission-denied', title: card?.title ?? '', remedy: card?.remedy[0] ?? '' },
      why: 'because',
    },
  })
})

test('a 401 or 403 without a card is a denial too, in the words of the verdict', () => {
  const { counts, last } = tallied([answer(403), verdict('pass', null, 'nothing speaks for an expiry'), done])
  expect([counts.denials, last?.card, last?.why]).toEqual([1, null, 'nothing speaks for an expiry'])
})

test('what a renewal did not cure is a denial', () => {
  const steps = [
    answer(401),
    verdict('renew', null),
    { type: 'replayed', credential: 'x' } as Step,
    answer(401),
    verdict('renew', null),
    done,
  ]
  expect(tallied(steps).counts).toEqual({ ...none, requests: 1, replays: 1, denials: 1 })
})

test.each([[429], [500], [529], [404]])('a %i is none', (status) => {
  expect(tallied([answer(status), verdict('pass', null), done]).counts.denials).toBe(0)
})

test('what warmkey could not serve is a stop, and a client that goes away is nothing', () => {
  const stopped: Step = {
    type: 'stopped',
    code: 'source-failed',
    status: 424,
    sentence: 'The vault is sealed. Unseal it.',
  }
  expect(tallied([stopped], [{ type: 'gone' } as Step]).counts).toEqual({ ...none, requests: 2, stops: 1 })
})

test('profiles are counted apart, and nothing is left of requests that have ended', () => {
  const tally = createTally(nowMs, signatures)
  const begin = (exchange: string, profile: string) =>
    tally.hear({ type: 'request', exchange, profile, method: 'POST', path: '/', client: '' })
  begin('a', 'work')
  begin('b', 'home')
  tally.hear({ type: 'done', exchange: 'a', status: 200, elapsedMs: 1 })
  // A late word about one that has ended changes nothing.
  tally.hear({ type: 'replayed', exchange: 'a', credential: 'x' })
  tally.hear({ type: 'refused', code: 'caller-unknown', status: 401 })
  expect([tally.counts('work'), tally.counts('home'), tally.counts('other')]).toEqual([
    { ...none, requests: 1 },
    { ...none, requests: 1 },
    none,
  ])
})
