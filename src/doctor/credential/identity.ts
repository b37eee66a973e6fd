import { gatewaySessionAddress } from '../../clients/claude-code/ladder-stores.ts'
import { ladderPlaces } from '../../clients/claude-code/ladder-words.ts'
import type { Bench } from '../bench.ts'
import { type AwsIdentity, identifyAws } from '../cloud/aws/aws-identity.ts'
import { type CloudIdentity, identifyCloud } from '../cloud/cloud-identity.ts'
import { objectIn } from '../files/json-object.ts'
import { endOf, looksLike } from '../present.ts'
import { tryOut } from '../try-out.ts'
import { accountIn, expectedAccounts, unmet } from './expected-account.ts'
import { endInHeaders } from './life.ts'

/** Who the client is here, as the endpoint itself says; `null` wherever nobody said. */
export interface Identity {
  /** The variable, `apiKeyHelper`, `Claude login`, or the switch of a cloud provider. */
  readonly name: string
  readonly place: string
  /** First hex digits of a hash: the same key has the same one everywhere. */
  readonly fingerprint: string | null
  /** What its text looks like: `an Anthropic API key`. */
  readonly kind: string | null
  readonly endpoint: string
  /** Who set the address; `null` for the default. */
  readonly endpointPlace: string | null
  /** Whether the endpoint took it; `null` where it was not asked. */
  readonly accepted: boolean | null
  /** How that is known, or why not. */
  readonly because: string
  /** Headers `anthropic-organization-id` and `anthropic-workspace-id`: https://docs.claude.com/en/api/overview */
  readonly organization: string | null
  readonly workspace: string | null
  /** Whose it should be, with who says so, where the endpoint names another; `null` where all is as expected. */
  readonly expected?: string | null
  /** Milliseconds since the epoch. */
  readonly endsAtMs: number | null
  /** Where AWS signs in: whom it takes the client for. */
  readonly aws?: AwsIdentity
  /** Where Google or Azure signs in: whom they take the client for. */
  readonly cloud?: CloudIdentity
  readonly models: readonly string[] | null
  /** Other credentials that are set and not used. */
  readonly hides: readonly string[]
}

/** Asks the endpoint once, for nothing that costs; `null` where the client has nothing to sign in with. */
export async function identify(bench: Bench, signal: AbortSignal): Promise<Identity | null> {
  const { ladder, endpoint } = bench
  if (ladder.winner === null) return null
  const { rung, holding } = ladder.winner
  const about = {
    name: rung.name,
    place: holding.origin.place,
    ...addressOf(bench),
    hides: ladderPlaces(ladder)
      .filter(({ state }) => state !== 'used' && state !== 'beside')
      .map(({ rung: name, place }) => `${name} of ${place}`),
  }
  const onAws = await identifyAws(bench, about, signal)
  if (onAws !== null) return onAws
  const cloud = await identifyCloud(bench, signal)
  if (cloud !== null) {
    const { accepted, because, endsAtMs, endpoint: address, endpointPlace, source } = cloud
    const there = { endpoint: address, endpointPlace, accepted, because, endsAtMs }
    return {
      ...about,
      ...there,
      organization: null,
      workspace: null,
      models: null,
      fingerprint: null,
      kind: source,
      cloud,
    }
  }
  const unknown = { organization: null, workspace: null, expected: null, models: null } as const
  await bench.exchanged(signal)
  const [first] = await bench.credentials(signal)
  if (first === undefined) {
    const because =
      rung.kind === 'cloud'
        ? 'the cloud provider signs it in'
        : rung.kind === 'helper'
          ? 'the helper gave no key: warmkey doctor'
          : rung.kind === 'federation' && bench.federation?.kind !== 'login-profile'
            ? 'the identity token was not exchanged: warmkey doctor'
            : 'a login is only observed, never sent'
    return { ...about, ...unknown, fingerprint: null, kind: null, accepted: null, because, endsAtMs: null }
  }
  const { fingerprint } = first.secret
  const known = { fingerprint, kind: looksLike(first), endsAtMs: endOf(first) }
  const sendable = await bench.sendable(signal)
  if (sendable.length === 0) {
    const because = `${endpoint.place} says where requests go, and a credential is not sent where a project says`
    return { ...about, ...unknown, ...known, accepted: null, because }
  }
  const verdict = await tryOut(bench, sendable, signal)
  if (verdict.kind === 'unknown') return { ...about, ...unknown, ...known, accepted: null, because: verdict.because }
  const { status, headers, text } = verdict.answer
  const account = accountIn(headers)
  const other = unmet(expectedAccounts(bench), account)
  return {
    ...about,
    ...known,
    endsAtMs: known.endsAtMs ?? endInHeaders(headers)?.endsAtMs ?? null,
    accepted: verdict.kind === 'accepted',
    because: `${verdict.by}: ${status}`.replace('?limit=1000', ''),
    ...account,
    expected:
      other === null
        ? null
        : `${other.expectation.part === 'organization' ? 'organisation' : 'workspace'} ${other.expectation.ids.join(' or ')} (${other.expectation.by})`,
    models: verdict.by.startsWith('GET') && status === 200 ? modelsIn(text) : null,
  }
}

/** Where requests go: a session of a gateway brings its own address, and ANTHROPIC_BASE_URL does not count beside it. */
function addressOf({ ladder: { winner }, world, endpoint }: Bench): Pick<Identity, 'endpoint' | 'endpointPlace'> {
  const own = winner?.rung.kind === 'gateway-session' ? gatewaySessionAddress(world) : null
  if (own === null || winner === null) return { endpoint: endpoint.shown, endpointPlace: endpoint.place }
  return { endpoint: own, endpointPlace: winner.holding.origin.place }
}

/** Ids in a list of models; `null` where the text is none. */
export function modelsIn(text: string): string[] | null {
  const { data } = objectIn(text) ?? {}
  if (!Array.isArray(data)) return null
  return data.flatMap((each: { id?: unknown } | null) => (typeof each?.id === 'string' ? [each.id] : []))
}
