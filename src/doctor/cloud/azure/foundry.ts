import { join } from 'node:path'
import { isOn } from '../../../clients/claude-code/obstacle.ts'
import type { Bench } from '../../bench.ts'
import { createEndpoint, type Endpoint, type Said, type Unsaid } from '../../endpoint.ts'
import { placeOf } from '../../fixes/set-variable.ts'
import { type Presented, presented } from '../../present.ts'
import { askCloud, type CloudFailure, type CloudToken } from '../ask-cloud.ts'
import { type Stranger, strangerIn } from '../trusted-env.ts'

/** What Claude Code signs in with on Foundry, the strongest first (measured with 2.1.330; 2.1.197 knows no token). */
export type FoundryWay = 'auth-token' | 'api-key' | 'gateway' | 'chain'

/** What requests to Foundry are made of, put together once for each bench. */
export interface Foundry {
  /** A variable of a project that says whom to ask, or with what; nobody is asked then. */
  readonly stranger: Stranger | null
  readonly way: FoundryWay
  /** The name of the resource, as far as the address says it. */
  readonly resource: string | null
  /** The deployment that is asked for, and whether somebody chose it. */
  readonly model: string
  readonly modelNamed: boolean
  readonly endpoint: Endpoint
  /** The token of the default chain; asked for once. */
  token(signal: AbortSignal): Promise<CloudToken | CloudFailure>
  /** What is sent; `null` where there is nothing. */
  credential(signal: AbortSignal): Promise<Presented | null>
  /** Counts the tokens of one word, which costs nothing; or sends a message of one token. */
  ask(signal: AbortSignal, how?: 'count' | 'message'): Promise<Said | Unsaid>
}

/** Whether Claude Code speaks to Foundry here. */
export const usesFoundry = ({ ladder }: Bench): boolean => ladder.winner?.rung.name === 'CLAUDE_CODE_USE_FOUNDRY'

/** What 2.1.330 asks for. */
const scope = 'https://cognitiveservices.azure.com/.default'

/** Deployments are named by whoever makes them, and mostly as the model: what 2.1.330 asks for by itself. */
const aliases: Readonly<Record<string, readonly [variable: string, model: string]>> = {
  sonnet: ['ANTHROPIC_DEFAULT_SONNET_MODEL', 'claude-sonnet-4-5'],
  opus: ['ANTHROPIC_DEFAULT_OPUS_MODEL', 'claude-opus-5-5'],
  haiku: ['ANTHROPIC_DEFAULT_HAIKU_MODEL', 'claude-haiku-4-5'],
}

const made = new WeakMap<Bench, Foundry>()

/** Puts it together for this bench. */
export function foundryOf(bench: Bench): Foundry {
  const known = made.get(bench)
  if (known !== undefined) return known
  const { clientEnv, clock } = bench
  const value = (name: string) => (clientEnv[name] ?? '').trim()
  const named = value('ANTHROPIC_FOUNDRY_RESOURCE')
  const own = value('ANTHROPIC_FOUNDRY_BASE_URL')
  const url = own === '' ? `https://${encodeURIComponent(named)}.services.ai.azure.com/anthropic` : own
  const way: FoundryWay =
    value('ANTHROPIC_FOUNDRY_AUTH_TOKEN') !== ''
      ? 'auth-token'
      : value('ANTHROPIC_FOUNDRY_API_KEY') !== ''
        ? 'api-key'
        : isOn(value('CLAUDE_CODE_SKIP_FOUNDRY_AUTH'))
          ? 'gateway'
          : 'chain'
  const place = own === '' ? placeOf(bench, 'ANTHROPIC_FOUNDRY_RESOURCE') : placeOf(bench, 'ANTHROPIC_FOUNDRY_BASE_URL')
  const endpoint = createEndpoint({ url, place, trusted: true, env: clientEnv, clock })
  const sent = (name: string, header: 'authorization' | 'x-api-key') =>
    value(name) === '' ? null : presented(name, placeOf(bench, name), header, value(name))
  let asked: Promise<CloudToken | CloudFailure> | null = null
  const foundry: Foundry = {
    stranger: strangerIn(bench, 'azure'),
    way,
    resource: named !== '' ? named : (/^https:\/\/([\w-]+)\.services\.ai\.azure\.com/.exec(own)?.[1] ?? null),
    ...modelOf(bench),
    endpoint,
    token(signal) {
      asked ??= askCloud({ cloud: 'azure', scope }, bench, clientEnv, signal)
      return asked
    },
    async credential(signal) {
      if (way === 'auth-token') return sent('ANTHROPIC_FOUNDRY_AUTH_TOKEN', 'authorization')
      if (way === 'api-key') return sent('ANTHROPIC_FOUNDRY_API_KEY', 'x-api-key')
      if (way === 'gateway') return sent('ANTHROPIC_AUTH_TOKEN', 'authorization')
      const answer = await foundry.token(signal)
      return answer.kind === 'token' ? answer.credential : null
    },
    async ask(signal, how = 'count') {
      const credential = await foundry.credential(signal)
      const body = { model: foundry.model, messages: [{ role: 'user', content: 'ping' }] }
      return endpoint.ask(
        {
          method: 'POST',
          path: how === 'count' ? '/v1/messages/count_tokens' : '/v1/messages',
          body: how === 'count' ? body : { ...body, max_tokens: 1 },
          credentials: credential === null ? [] : [credential],
        },
        signal,
      )
    },
  }
  made.set(bench, foundry)
  return foundry
}

function modelOf({ model, clientEnv }: Bench): { readonly model: string; readonly modelNamed: boolean } {
  const alias = aliases[(model ?? 'sonnet').replace(/\[1m\]$/, '')]
  if (alias === undefined) return { model: (model ?? '').replace(/\[1m\]$/, ''), modelNamed: true }
  const chosen = (clientEnv[alias[0]] ?? '').trim().replace(/\[1m\]$/, '')
  return { model: chosen === '' ? alias[1] : chosen, modelNamed: chosen !== '' }
}

/** The tenant of the subscription in which az works: `azureProfile.json`; `null` where nobody is signed in. */
export function azTenant({
  clientEnv,
  world,
}: Bench): { readonly tenant: string; readonly user: string | null } | null {
  const file = join(clientEnv.AZURE_CONFIG_DIR || join(world.home, '.azure'), 'azureProfile.json')
  const text = world.read(file)
  try {
    const { subscriptions } = JSON.parse(typeof text === 'string' ? text.replace(/^\uFEFF/, '') : '') as Profile
    const active = subscriptions.find(({ isDefault }) => isDefault === true)
    const { tenantId, user } = active ?? {}
    return typeof tenantId === 'string' ? { tenant: tenantId, user: user?.name ?? null } : null
  } catch {
    return null
  }
}

interface Profile {
  readonly subscriptions: readonly {
    readonly isDefault?: boolean
    readonly tenantId?: string
    readonly user?: { readonly name?: string }
  }[]
}
