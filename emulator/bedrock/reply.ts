import { type Pace, type Reply, type ReplyEvent, replyPieces } from '../api/reply.ts'
import { eventFrame, exceptionFrame, padding } from './frames.ts'

const metrics = (reply: Reply) => ({
  inputTokenCount: reply.inputTokens,
  outputTokenCount: reply.outputTokens,
  invocationLatency: 1,
  firstByteLatency: 1,
})

/** The events of the Messages API, each as base64 in a `chunk`; the last one tells the metrics. */
export async function* invokeFrames(reply: Reply, pace: Pace): AsyncGenerator<Uint8Array> {
  for await (const events of replyPieces(reply, pace)) {
    // Bedrock sends no ping.
    yield Buffer.concat(events.filter(({ type }) => type !== 'ping').map((event) => invokeFrame(event, reply)))
  }
}

function invokeFrame(event: ReplyEvent, reply: Reply): Uint8Array {
  if (event.type === 'error') return exceptionOf(event)
  const told = event.type === 'message_stop' ? { ...event, 'amazon-bedrock-invocationMetrics': metrics(reply) } : event
  const bytes = Buffer.from(JSON.stringify(told)).toString('base64')
  return eventFrame('chunk', { bytes, p: padding(12) })
}

const exceptionOf = ({ error }: ReplyEvent): Uint8Array =>
  exceptionFrame('modelStreamErrorException', (error as { message: string }).message)

/** The same reply as Converse tells it: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
export async function* converseFrames(reply: Reply, pace: Pace): AsyncGenerator<Uint8Array> {
  for await (const events of replyPieces(reply, pace)) {
    yield Buffer.concat(events.flatMap((event) => converseFrame(event, reply)))
  }
}

function converseFrame(event: ReplyEvent, reply: Reply): Uint8Array[] {
  switch (event.type) {
    case 'message_start':
      return [eventFrame('messageStart', { role: 'assistant', p: padding(8) })]
    case 'content_block_delta': {
      const { text } = event.delta as { text: string }
      return [eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text }, p: padding(10) })]
    }
    case 'content_block_stop':
      return [eventFrame('contentBlockStop', { contentBlockIndex: 0, p: padding(6) })]
    case 'message_stop':
      return [
        eventFrame('messageStop', { stopReason: reply.stopReason, p: padding(9) }),
        eventFrame('metadata', { metrics: { latencyMs: 1 }, p: padding(5), usage: usage(reply) }),
      ]
    case 'error':
      return [exceptionOf(event)]
    default:
      return []
  }
}

const usage = ({ inputTokens, outputTokens }: Reply) => ({
  inputTokens,
  outputTokens,
  totalTokens: inputTokens + outputTokens,
})

/** The reply of Converse as one body. */
export const converseBody = (reply: Reply): string =>
  JSON.stringify({
    metrics: { latencyMs: 1 },
    output: { message: { content: [{ text: reply.deltas.join('') }], role: 'assistant' } },
    stopReason: reply.stopReason,
    usage: usage(reply),
  })
