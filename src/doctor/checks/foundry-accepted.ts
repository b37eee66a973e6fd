import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok, skip } from '../check.ts'
import { foundryOf, usesFoundry } from '../cloud/azure/foundry.ts'
import { askedOf, foundryVerdict } from '../cloud/azure/foundry-answers.ts'
import { gatewayVerdict } from '../cloud/gateway-answers.ts'
import { unreachable } from '../cloud/unreachable.ts'
import { isUnsaid } from '../endpoint.ts'
import { toSet } from '../fixes/set-variable.ts'

/** Foundry itself is asked: whether the resource is there, takes the credential, and has the deployment. */
export const foundryAccepted: Check = {
  id: 'foundry-accepted',
  title: 'Foundry takes it, and has the deployment',
  group: 'cloud',
  needs: ['azure-token'],
  network: true,
  async run(bench, signal) {
    if (!usesFoundry(bench)) return doesNotApply('Foundry is not switched on')
    const foundry = foundryOf(bench)
    const { stranger, endpoint, model, way } = foundry
    if (stranger !== null) return skip(`not contacted, because a project (${stranger.place}) sets ${stranger.name}`)
    const host = endpoint.parsed?.host ?? endpoint.shown
    const credential = await foundry.credential(signal)
    const of = askedOf(bench, credential)
    for (const how of ['count', 'message'] as const) {
      const answer = await foundry.ask(signal, how)
      if (isUnsaid(answer)) return noResource(bench, host, answer.fault)
      const verdict = way === 'gateway' ? gatewayVerdict(answer, { host, credential }) : foundryVerdict(answer, of)
      const by = how === 'count' ? 'by counting the tokens of one word' : 'by a message of one token'
      if (verdict.kind === 'taken') return ok(`${host}, ${model}, ${by}`)
      if (verdict.kind === 'unknown') {
        if (how === 'message' || !bench.spend) return skip(`${verdict.because}; ask with a message: --spend`)
        continue
      }
      // Another version of the client may choose a model that has a deployment.
      const guessed = !foundry.modelNamed && verdict.complaint.cause === 'model-not-found'
      return guessed ? { ...verdict.complaint, status: 'warn' } : verdict.complaint
    }
    return skip('nobody answered')
  },
}

/** A resource has a name of its own in the names of Azure, so one that is not found is none. */
function noResource(bench: Bench, host: string, fault: string): Complaint {
  const { resource } = foundryOf(bench)
  if (resource === null || !/ENOTFOUND|NXDOMAIN/.test(fault)) return unreachable(bench, host, fault, [])
  return {
    status: 'wrong',
    cause: 'wrong-endpoint-or-header',
    summary: `There is no resource ${resource} in Azure: nobody knows the name ${host}.`,
    evidence: [`${host}: ${fault}`],
    fix: toSet(bench, 'ANTHROPIC_FOUNDRY_RESOURCE', '<your resource>').fix,
    number: 5,
  }
}
