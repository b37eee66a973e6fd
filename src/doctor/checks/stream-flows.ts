import { sayDuration } from '../../duration.ts'
import { type Check, ok, skip } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { anyModel, streamQuestion } from '../questions.ts'

/** A stream that ends sooner shows nothing: it may have been one piece at its origin. */
const leastMs = 300

/** A proxy that collects an answer before it hands it on makes a long one look like silence. */
export const streamFlows: Check = {
  id: 'stream-flows',
  title: 'An answer comes piece by piece',
  group: 'network',
  needs: ['credential-accepted'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    if (!bench.spend) return skip('only a message shows it, which costs some tokens: --spend')
    const { endpoint } = bench
    const host = endpoint.parsed?.host ?? ''
    const model = bench.model ?? anyModel
    const flow = await endpoint.flow(streamQuestion(await bench.sendable(signal), model), signal)
    if (isUnsaid(flow)) return skip(`no answer (${flow.fault})`)
    const { status, type, firstMs, lastMs } = flow
    if (status !== 200) return skip(`a message was answered with ${status}`)
    if (!type.startsWith('text/event-stream'))
      return {
        status: 'wrong',
        cause: 'wrong-endpoint-or-header',
        summary: `${host} answers a message that is to come as a stream in one piece (${type}), which Claude Code cannot read.`,
        evidence: [`POST ${host}/v1/messages with "stream": true: ${status}, ${type}`],
        fix: `Ask whoever runs ${host} to answer POST /v1/messages with "stream": true as text/event-stream.`,
        number: 5,
      }
    if (lastMs < leastMs) return skip(`it was over after ${Math.round(lastMs)} ms, which shows nothing`)
    if (lastMs - firstMs > lastMs / 10)
      return ok(`the first piece after ${Math.round(firstMs)} ms, the last after ${Math.round(lastMs)} ms`)
    return {
      status: 'warn',
      cause: 'proxy',
      summary: `Something before ${host} holds an answer back until it is whole, so a long one looks like silence and runs into time limits.`,
      evidence: [`a stream of ${sayDuration(lastMs)}: all of it came in the last ${Math.round(lastMs - firstMs)} ms`],
      fix: `Ask whoever runs ${host} to hand streams of POST /v1/messages on at once (nginx: proxy_buffering off).`,
    }
  },
}
