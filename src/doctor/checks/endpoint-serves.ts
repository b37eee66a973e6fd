import { signatures } from '../../signatures/index.ts'
import { matchSignatures } from '../../signatures/match.ts'
import type { Cause } from '../../signatures/signature.ts'
import { type Check, ok, skip } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { fixOfRefusal } from '../fixes/refusal-fixes.ts'
import { freeQuestion } from '../questions.ts'

/** Whether it is able to answer at the moment: limits, overload and faults of its own are nobody's credential. */
export const endpointServes: Check = {
  id: 'endpoint-serves',
  title: 'It is able to answer at the moment',
  group: 'endpoint',
  needs: ['endpoint-is-api'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    const answer = await endpoint.ask(freeQuestion(await bench.sendable(signal)), signal)
    if (isUnsaid(answer)) return skip(`no answer (${answer.fault})`)
    const { status, headers, text } = answer
    if (status < 500 && status !== 429) return ok(`${status}`)
    const card = matchSignatures({ status, headers, text }, signatures)
    const wait = headers.get('retry-after')
    const cause: Cause = card?.cause ?? (status === 429 ? 'rate-limit' : status === 529 ? 'overloaded' : 'server-error')
    const host = endpoint.parsed?.host ?? ''
    return {
      status: 'wrong',
      cause,
      summary: `${host} cannot answer at the moment: ${card?.title ?? `status ${status}`}.`,
      evidence: [`GET ${host}/v1/models: ${status}${wait === null ? '' : `, retry-after ${wait} s`}`],
      fix:
        cause === 'server-error' || !/^\d+$/.test(wait ?? '')
          ? fixOfRefusal(cause, {
              name: 'the credential',
              place: 'Claude Code',
              host,
              isDefault: endpoint.place === null,
              asked: 'GET /v1/models',
              status,
              model: bench.model,
            })
          : `Wait ${wait} s.`,
    }
  },
}
