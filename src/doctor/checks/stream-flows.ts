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
    const { status, firstMs, lastMs } = flow
    if (status !== 200) return skip(`a message was answered with ${status}`)
    if (lastMs < leastMs) return skip(`it was over after ${Math.round(lastMs)} ms, which shows nothing`)
    if (lastMs - firstMs > lastMs / 10)
      return ok(`the first piece after ${Math.round(firstMs)} ms, the last after ${Math.round(lastMs)} ms`)
    return {
      status: 'warn',
      cause: 'proxy',
      summary: `Something before ${host} holds an answer back until it is whole, so a long one looks like silence and runs into time limits.`,
      evidence: [`a stream of ${sayDuration(lastMs)}: all of it came in the last ${Math.round(lastMs - firstMs)} ms`],
      fix: 'Ask whoever runs the proxy to hand streams on at once (nginx: proxy_buffering off).',
    }
  },
}
