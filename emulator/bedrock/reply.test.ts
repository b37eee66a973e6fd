import { expect, test } from 'bun:test'
import { EventStreamCodec } from '@smithy/eventstream-codec'
import { systemClock } from '../../src/clock.ts'
import type { Reply } from '../api/reply.ts'
import { converseBody, converseFrames, invokeFrames } from './reply.ts'

const reply: Reply = {
  id: 'msg_1',
  model: 'm',
  deltas: ['a', ' b'],
  stopReason: 'end_turn',
  inputTokens: 3,
  outputTokens: 2,
}
const pace = { clock: systemClock, gone: new Promise<void>(() => {}) }
const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => new Uint8Array(Buffer.from(text)),
)

/** What Amazon's codec reads out of the frames: the type of each, and its payload. */
async function read(frames: AsyncIterable<Uint8Array>) {
  const all: { type: unknown; payload: Record<string, unknown> }[] = []
  for await (const piece of frames) {
    for (let rest = Buffer.from(piece); rest.length > 0; ) {
      const length = rest.readUInt32BE(0)
      const { headers, body } = codec.decode(rest.subarray(0, length))
      const type = (headers[':event-type'] ?? headers[':exception-type'])?.value
      all.push({ type, payload: JSON.parse(Buffer.from(body).toString('utf8')) })
      rest = rest.subarray(length)
    }
  }
  return all
}

test('a stream of InvokeModel holds the events of the Messages API, without pings', async () => {
  const frames = await read(invokeFrames(reply, pace))
  const events = frames.map(({ payload }) => JSON.parse(Buffer.from(String(payload.bytes), 'base64').toString()).type)
  expect(events).toEqual([
    ...['message_start', 'content_block_start', 'content_block_delta', 'content_block_delta'],
    ...['content_block_stop', 'message_delta', 'message_stop'],
  ])
})

test('a stream of Converse tells the same in its own words', async () => {
  expect((await read(converseFrames(reply, pace))).map(({ type }) => type)).toEqual([
    ...['messageStart', 'contentBlockDelta', 'contentBlockDelta', 'contentBlockStop', 'messageStop', 'metadata'],
  ])
  expect(JSON.parse(converseBody(reply))).toMatchObject({
    output: { message: { content: [{ text: 'a b' }] } },
    usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 },
  })
})

test.each([
  ['InvokeModel', invokeFrames],
  ['Converse', converseFrames],
] as const)('an error ends the stream of %s as an exception', async (_, frames) => {
  const error = { afterDeltas: 1, type: 'overloaded_error', message: 'Overloaded' }
  expect((await read(frames(reply, { ...pace, error }))).at(-1)).toEqual({
    type: 'modelStreamErrorException',
    payload: { message: 'Overloaded' },
  })
})
