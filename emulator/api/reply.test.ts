import { expect, test } from 'bun:test'
import { manualClock } from '../manual-clock.ts'
import { countedReply, type Pace, type Reply, replyBody, replyEvents, replyTo } from './reply.ts'

const request = {
  model: 'claude-sonnet-5',
  stream: true,
  maxTokens: 100,
  lastUserText: 'good  day\nto you',
  inputTokens: 7,
}
const pace = (): Pace => ({ clock: manualClock(), gone: new Promise(() => {}) })

async function events(reply: Reply, how: Pace): Promise<{ type: string; [field: string]: unknown }[]> {
  let text = ''
  for await (const piece of replyEvents(reply, how)) text += new TextDecoder().decode(piece)
  return text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => {
      const [, type, data] = /^event: (.*)\ndata: (.*)$/.exec(event) ?? []
      const value = JSON.parse(data ?? '')
      expect(value.type).toBe(type)
      return value
    })
}

test('the reply echoes what was said, to the byte', () => {
  const reply = replyTo(request)
  expect(reply.deltas.join('')).toBe('You said: good  day\nto you')
  expect(JSON.parse(replyBody(reply))).toMatchObject({
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-5',
    content: [{ type: 'text', text: 'You said: good  day\nto you' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 7, output_tokens: 6 },
  })
})

test('it is cut at max_tokens, and says so', () => {
  const reply = replyTo({ ...request, maxTokens: 3 })
  expect([reply.deltas.join(''), reply.stopReason, reply.outputTokens]).toEqual(['You said: good', 'max_tokens', 3])
})

test('who says nothing is told so', () => {
  expect(replyTo({ ...request, lastUserText: '' }).deltas.join('')).toBe('You said nothing that I can read.')
})

test('a long reply comes in a bounded number of deltas', () => {
  const said = Array.from({ length: 5000 }, (_, index) => `w${index}`).join(' ')
  const reply = replyTo({ ...request, lastUserText: said, maxTokens: 10_000 })
  expect(reply.deltas.join('')).toBe(`You said: ${said}`)
  expect(reply.deltas.length).toBeLessThanOrEqual(40)
  expect(reply.outputTokens).toBe(5002)
})

test('a stream has the events of the API in their order', async () => {
  const said = await events(replyTo({ ...request, lastUserText: 'hi' }), pace())
  expect(said.map(({ type }) => type)).toEqual([
    'message_start',
    'content_block_start',
    'ping',
    'content_block_delta',
    'content_block_delta',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ])
  expect(said.at(-2)).toMatchObject({ delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } })
})

test('a paced stream sends one delta each time the clock allows', async () => {
  const clock = manualClock()
  const stream = replyEvents(countedReply(request, 3), { ...pace(), clock, everyMs: 200 })
  await stream.next()
  for (let count = 0; count < 3; count += 1) {
    const next = stream.next()
    expect(clock.pending()).toBe(1)
    clock.advance(199)
    expect(clock.pending()).toBe(1)
    clock.advance(1)
    expect(new TextDecoder().decode((await next).value ?? undefined)).toContain(`piece ${count + 1} `)
  }
})

test('a stream that is held sends what was released', async () => {
  const asked: number[] = []
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const stream = replyEvents(countedReply(request, 2), {
    ...pace(),
    beforeDelta: (index) => {
      asked.push(index)
      return gates[index]?.promise
    },
  })
  await stream.next()
  const first = stream.next()
  gates[0]?.resolve()
  expect((await first).done).toBe(false)
  expect(asked).toEqual([0])
})

test('a stream ends when nobody listens any more', async () => {
  const clock = manualClock()
  const { promise: gone, resolve: leave } = Promise.withResolvers<void>()
  const stream = replyEvents(countedReply(request, 3), { clock, gone, everyMs: 200 })
  await stream.next()
  const next = stream.next()
  leave()
  expect(await next).toEqual({ done: true, value: undefined })
  expect(clock.pending()).toBe(0)
})

test.each([0, 2, 3])('an error takes the place of what comes after %i deltas', async (afterDeltas) => {
  const error = { afterDeltas, type: 'overloaded_error', message: 'Overloaded' }
  const said = await events(countedReply(request, 3), { ...pace(), error })
  expect(said.slice(3)).toEqual([
    ...Array.from({ length: afterDeltas }, (_, index) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text: `piece ${index + 1} ` },
    })),
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
  ])
})
