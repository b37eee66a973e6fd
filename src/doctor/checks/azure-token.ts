import { sayDuration } from '../../duration.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok, skip } from '../check.ts'
import type { CloudFailure } from '../cloud/ask-cloud.ts'
import { azureFailure, isUnreached } from '../cloud/azure/azure-failures.ts'
import { identityIn } from '../cloud/azure/azure-identity.ts'
import { foundryOf, usesFoundry } from '../cloud/azure/foundry.ts'
import { unreachable } from '../cloud/unreachable.ts'
import { createEndpoint, isUnsaid } from '../endpoint.ts'

const azCommand = 'az account get-access-token --resource https://cognitiveservices.azure.com -o none'

/** Whether the default chain of Azure still gives a token for Foundry: it is asked as the client asks it. */
export const azureToken: Check = {
  id: 'azure-token',
  title: 'Azure gives a token',
  group: 'cloud',
  needs: ['foundry-credentials', 'azure-chain'],
  network: true,
  async run(bench, signal) {
    if (!usesFoundry(bench)) return doesNotApply('Foundry is not switched on')
    const { way, stranger, token } = foundryOf(bench)
    if (way !== 'chain') return doesNotApply('no login of Azure is used')
    if (stranger !== null) return skip(`not asked, because a project (${stranger.place}) sets ${stranger.name}`)
    const answer = await token(signal)
    if (answer.kind === 'failure') {
      const closed = await noWayToEntra(bench, answer, signal)
      if (closed !== null) return closed
      // The client waits longer, so nothing is wrong yet.
      if (answer.code === 'ETIMEDOUT') return skip(`no token within 5 s; see how long it takes: time ${azCommand}`)
      return azureFailure(bench, answer)
    }
    const { who, tenant } = identityIn(answer.credential)
    const leftMs = answer.expiresAtMs === null ? null : Math.max(1000, answer.expiresAtMs - bench.clock.nowMs())
    const life = leftMs === null ? '' : `, for ${sayDuration(leftMs)}`
    return ok(`${who ?? 'somebody'}${tenant === null ? '' : ` of the tenant ${tenant}`}${life}`)
  },
}

/** The library says no more than `network_error`, so the same host is asked for what everybody may read. */
async function noWayToEntra(bench: Bench, failure: CloudFailure, signal: AbortSignal): Promise<Complaint | null> {
  if (!isUnreached(failure)) return null
  const { clientEnv: env, clock } = bench
  const url = (env.AZURE_AUTHORITY_HOST ?? '').trim() || 'https://login.microsoftonline.com'
  const entra = createEndpoint({ url, place: null, trusted: true, env, clock })
  const path = '/common/v2.0/.well-known/openid-configuration'
  const answer = await entra.ask({ method: 'GET', path, credentials: [] }, signal)
  const host = entra.parsed?.host ?? entra.shown
  return isUnsaid(answer) ? unreachable(bench, host, answer.fault, ['the default chain of Azure: network_error']) : null
}
