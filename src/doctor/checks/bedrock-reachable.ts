import { isOn } from '../../clients/claude-code/obstacle.ts'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, isComplaint, type Outcome, ok } from '../check.ts'
import { endpointOf } from '../cloud/aws/aws-heard.ts'
import { awsWay } from '../cloud/aws/aws-way.ts'
import { toUnset } from '../fixes/set-variable.ts'
import { isHere } from '../network/dead-port.ts'
import { nameResolves } from './name-resolves.ts'
import { portOpen } from './port-open.ts'
import { tlsTrusted } from './tls-trusted.ts'

/** The stages of a connection, as for the Messages API, to where AWS or the gateway before it is asked. */
export const bedrockReachable: Check = {
  id: 'bedrock-reachable',
  title: 'The address of AWS can be reached',
  group: 'network',
  needs: ['aws-trusted', 'bedrock-region', 'proxy-variables'],
  network: true,
  async run(bench, signal) {
    const way = awsWay(bench)
    if (way === null) return doesNotApply('Claude Code does not speak to AWS here')
    const endpoint = endpointOf(bench, way)
    const variable = way.cloud === 'CLAUDE_CODE_USE_BEDROCK' ? 'ANTHROPIC_BEDROCK_BASE_URL' : 'ANTHROPIC_AWS_BASE_URL'
    if (endpoint.parsed === null)
      return {
        status: 'wrong',
        cause: 'wrong-endpoint-or-header',
        summary: `${variable} of ${endpoint.place} is no address.`,
        evidence: ['an address begins with https://'],
        fix: endpoint.place === 'the shell' ? `Type: unset ${variable}` : `Correct ${variable} in ${endpoint.place}.`,
        number: 5,
      }
    const there = { ...bench, endpoint }
    for (const stage of [nameResolves, portOpen, tlsTrusted]) {
      const outcome = await stage.run(there, signal)
      if (!isComplaint(outcome)) continue
      const told = about(outcome, variable, way.region, endpoint.place)
      // Whoever has credentials of AWS reaches it without what once stood before it on this machine.
      const isLeftOver = outcome.cause === 'connection' && isHere(there) && !signsForIt(bench)
      return isComplaint(told) && isLeftOver ? { ...told, ...toUnset(bench, variable) } : told
    }
    return ok(endpoint.parsed.host)
  },
}

/** Whether a gateway signs in place of the client, which then has nothing that AWS would take. */
const signsForIt = ({ clientEnv }: Bench): boolean =>
  isOn(clientEnv.CLAUDE_CODE_SKIP_BEDROCK_AUTH ?? '') || isOn(clientEnv.CLAUDE_CODE_SKIP_ANTHROPIC_AWS_AUTH ?? '')

/** The complaint of a stage, with the names of this address in it. */
function about(outcome: Outcome, variable: string, region: string, place: string | null): Outcome {
  if (!isComplaint(outcome)) return outcome
  const renamed = (text: string) =>
    text
      .replaceAll('ANTHROPIC_BASE_URL', variable)
      .replaceAll('api.anthropic.com', `bedrock-runtime.${region}.amazonaws.com`)
  const fix =
    place === null && outcome.cause === 'dns'
      ? `Check that ${region} is the region you mean (AWS_REGION), and the network and the VPN.`
      : outcome.fix
  return { ...outcome, summary: renamed(outcome.summary), fix: fix === null ? null : renamed(fix) }
}
