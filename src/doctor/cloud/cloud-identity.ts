import type { Bench } from '../bench.ts'
import { isUnsaid } from '../endpoint.ts'
import type { CloudFailure } from './ask-cloud.ts'
import { azureFailure, isUnreached } from './azure/azure-failures.ts'
import { identityIn } from './azure/azure-identity.ts'
import { foundryOf, usesFoundry } from './azure/foundry.ts'
import { askedOf as askedOfFoundry, foundryVerdict } from './azure/foundry-answers.ts'
import { gatewayVerdict } from './gateway-answers.ts'
import { adcFile } from './google/adc-file.ts'
import { googleFailure } from './google/google-failures.ts'
import { vertexOf } from './google/vertex.ts'
import { askedOf as askedOfVertex, type VertexVerdict, vertexVerdict } from './google/vertex-answers.ts'
import { usesVertex } from './google/vertex-setup.ts'

/** Who the client is at Google or Azure, as they say themselves; `null` wherever nobody said. Never a secret. */
export interface CloudIdentity {
  /** The person, the service account or the application. */
  readonly account: string | null
  /** What is charged and allowed, with its noun: `['project', 'shop']`. */
  readonly scope: readonly [noun: string, name: string] | null
  /** What serves, with its noun: `['region', 'us-east5']`. */
  readonly place: readonly [noun: string, name: string] | null
  /** What the credential is: `authorized_user`. */
  readonly source: string | null
  /** Milliseconds since the epoch. */
  readonly endsAtMs: number | null
  readonly endpoint: string
  /** Where the address is set; `null` for the provider's own. */
  readonly endpointPlace: string | null
  /** Whether it took the credential; `null` where it was not asked. */
  readonly accepted: boolean | null
  /** How that is known, or why not. */
  readonly because: string
}

/** Asks Google or Azure, for nothing that costs; `null` where the client signs in with neither. */
export async function identifyCloud(bench: Bench, signal: AbortSignal): Promise<CloudIdentity | null> {
  if (usesVertex(bench)) return onVertex(bench, signal)
  return usesFoundry(bench) ? onFoundry(bench, signal) : null
}

async function onVertex(bench: Bench, signal: AbortSignal): Promise<CloudIdentity> {
  const vertex = vertexOf(bench)
  const { stranger, gateway, project, region, endpoint } = vertex
  const about = {
    account: null,
    scope: project === null ? null : (['project', project.value] as const),
    place: ['region', region.value] as const,
    source: gateway ? 'ANTHROPIC_AUTH_TOKEN' : adcFile(bench).type,
    endsAtMs: null,
    endpoint: endpoint.shown,
    endpointPlace: endpoint.place,
  }
  if (stranger !== null)
    return { ...about, accepted: null, because: `not asked: ${stranger.place} sets ${stranger.name}` }
  const token = gateway ? null : await vertex.token(signal)
  if (token?.kind === 'failure') {
    const { summary } = googleFailure(bench, token, adcFile(bench))
    return { ...about, accepted: wasRefused(token), because: summary.replace(/\.$/, '') }
  }
  const known = token === null ? about : { ...about, account: token.account, endsAtMs: token.expiresAtMs }
  const answer = await vertex.ask(signal)
  if (isUnsaid(answer)) return { ...known, accepted: null, because: `no answer (${answer.fault})` }
  const verdict = gateway
    ? gatewayVerdict(answer, { host: endpoint.parsed?.host ?? '', credential: await vertex.credential(signal) })
    : vertexVerdict(answer, await askedOfVertex(bench, signal))
  return { ...known, ...said(verdict, answer.status) }
}

async function onFoundry(bench: Bench, signal: AbortSignal): Promise<CloudIdentity> {
  const foundry = foundryOf(bench)
  const { stranger, way, resource, endpoint } = foundry
  const about = {
    account: null,
    scope: null,
    place: resource === null ? null : (['resource', resource] as const),
    source: {
      'auth-token': 'token of Entra',
      'api-key': 'key of the resource',
      gateway: 'token of a gateway',
      chain: null,
    }[way],
    endsAtMs: null,
    endpoint: endpoint.shown,
    endpointPlace: endpoint.place,
  }
  if (stranger !== null)
    return { ...about, accepted: null, because: `not asked: ${stranger.place} sets ${stranger.name}` }
  const token = way === 'chain' ? await foundry.token(signal) : null
  if (token?.kind === 'failure' && isUnreached(token))
    return { ...about, accepted: null, because: 'nobody gave a token in time: warmkey doctor' }
  if (token?.kind === 'failure')
    return { ...about, accepted: wasRefused(token), because: azureFailure(bench, token).summary.replace(/\.$/, '') }
  const credential = await foundry.credential(signal)
  const identity = credential === null || way === 'api-key' ? null : identityIn(credential)
  const known = {
    ...about,
    account: identity?.who ?? null,
    scope: identity?.tenant == null ? null : (['tenant', identity.tenant] as const),
    endsAtMs: token?.expiresAtMs ?? identity?.endsAtMs ?? null,
  }
  const answer = await foundry.ask(signal)
  if (isUnsaid(answer)) return { ...known, accepted: null, because: `no answer (${answer.fault})` }
  const verdict =
    way === 'gateway'
      ? gatewayVerdict(answer, { host: endpoint.parsed?.host ?? '', credential })
      : foundryVerdict(answer, askedOfFoundry(bench, credential))
  return { ...known, ...said(verdict, answer.status) }
}

/** Without an answer nobody has refused anything. */
const wasRefused = ({ status, code }: CloudFailure): boolean | null => (status === null && code !== null ? null : false)

function said(verdict: VertexVerdict, status: number): Pick<CloudIdentity, 'accepted' | 'because'> {
  const asked = `counting the tokens of one word: ${status}`
  if (verdict.kind === 'taken') return { accepted: true, because: asked }
  if (verdict.kind === 'unknown') return { accepted: null, because: verdict.because }
  // A quota that is used up, or a fault of its own, is no word about the credential.
  const own = status === 429 || status >= 500
  return { accepted: own ? null : false, because: verdict.complaint.summary.replace(/\.$/, '') }
}

/** When the token of a cloud ends, milliseconds since the epoch; `null` where none says so. */
export async function cloudEnd(bench: Bench, signal: AbortSignal): Promise<number | null> {
  return (await identifyCloud(bench, signal))?.endsAtMs ?? null
}
