import type { ClientWorld } from '../client.ts'
import { sparesLoopback } from '../loopback.ts'
import { type Layers, lookUp } from './layers.ts'

/**
 * Variables that make Claude Code speak to a cloud provider instead of Anthropic's own API, in the client's order (measured
 * with 2.1.197 and 2.1.330: Bedrock before Foundry before the platforms of Claude before Mantle before Vertex).
 */
export const cloudSwitches = [
  'CLAUDE_CODE_USE_GATEWAY',
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_FOUNDRY',
  'CLAUDE_CODE_USE_ANTHROPIC_AWS',
  'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD',
  'CLAUDE_CODE_USE_MANTLE',
  'CLAUDE_CODE_USE_VERTEX',
] as const

/** Only these words switch a provider on (measured): `0`, `false`, `no` and anything else leave it off. */
export const isOn = (value: string): boolean => ['1', 'true', 'yes', 'on'].includes(value.trim().toLowerCase())

export type CloudSwitch = (typeof cloudSwitches)[number]

/** The first of these switches that is on, and where; `null` when none is. Default: all, in the client's order. */
export function cloudSwitch(
  layers: Layers,
  env: ClientWorld['env'],
  among: readonly CloudSwitch[] = cloudSwitches,
): { name: CloudSwitch; place: string } | null {
  for (const name of among) {
    const found = lookUp(name, layers, env)
    if (found !== null && isOn(found.entry.value)) return { name, place: found.layer?.origin.place ?? 'the shell' }
  }
  return null
}

const proxies = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']

/** A mode of the client on AWS: its switch, and what would turn it away or take the place of the local key. */
const awsModes: Readonly<Record<string, { readonly cloud: CloudSwitch; readonly names: readonly string[] }>> = {
  bedrock: {
    cloud: 'CLAUDE_CODE_USE_BEDROCK',
    names: ['ANTHROPIC_BEDROCK_BASE_URL', 'AWS_BEARER_TOKEN_BEDROCK'],
  },
  'anthropic-aws': {
    cloud: 'CLAUDE_CODE_USE_ANTHROPIC_AWS',
    names: ['ANTHROPIC_AWS_BASE_URL', 'ANTHROPIC_AWS_API_KEY', 'CLAUDE_CODE_SKIP_ANTHROPIC_AWS_AUTH'],
  },
}

/**
 * What in managed settings keeps the client away from the gateway, as a sentence with what an administrator would set
 * instead; `null` when nothing does. Managed settings win over everything, `--settings` included (measured), so a local
 * key given out beside them would leave the machine.
 */
export function managedObstacle(layers: Layers, env: ClientWorld['env'], mode = 'messages'): string | null {
  const managed = layers.layers.find(({ origin }) => origin.scope === 'managed')
  if (managed === undefined) return null
  const { settings, origin } = managed
  const inPlace = `Managed settings (${origin.place})`
  const aws = awsModes[mode]
  if (aws === undefined && settings.env.has('ANTHROPIC_BASE_URL')) {
    return `${inPlace} set ANTHROPIC_BASE_URL, and nothing overrides them. An administrator can set it to warmkey's own address (http://127.0.0.1:9276) and name the present one as "upstream" in warmkey's configuration.`
  }
  const named = aws?.names.find((name) => settings.env.has(name))
  if (named !== undefined) {
    return `${inPlace} set ${named}, and nothing overrides them. An administrator can leave it out, so that each user's profile decides.`
  }
  if (aws === undefined && settings.env.has('ANTHROPIC_AUTH_TOKEN')) {
    return `${inPlace} set ANTHROPIC_AUTH_TOKEN, and nothing overrides them. An administrator can replace it by "apiKeyHelper": "warmkey token".`
  }
  const others = aws === undefined ? cloudSwitches : cloudSwitches.filter((name) => name !== aws.cloud)
  const cloud = others.find((name) => isOn(settings.env.get(name)?.value ?? ''))
  if (cloud !== undefined) {
    return `${inPlace} set ${cloud}, and nothing overrides them. An administrator can leave it out of managed settings, so that each user's profile decides.`
  }
  const off = aws === undefined ? undefined : settings.env.get(aws.cloud)
  if (aws !== undefined && off !== undefined && !isOn(off.value)) {
    return `${inPlace} switch ${aws.cloud} off, and nothing overrides them. An administrator can leave it out of managed settings, so that each user's profile decides.`
  }
  // A cloud provider is not held to a login: https://code.claude.com/docs/en/managed-settings
  for (const key of aws === undefined ? ['forceLoginMethod', 'forceLoginOrgUUID'] : []) {
    if (settings.all[key] !== undefined) {
      return `${inPlace} set ${key}, with which the client accepts its own login alone. An administrator can leave it out where API keys are to be used.`
    }
  }
  const spared = ['NO_PROXY', 'no_proxy'].every((name) => {
    const entry = settings.env.get(name)
    return entry === undefined || sparesLoopback(entry.value)
  })
  if (!spared && proxies.some((name) => (lookUp(name, layers, env)?.entry.value ?? '').trim() !== '')) {
    return `${inPlace} set NO_PROXY without 127.0.0.1, so that a proxy would take what is meant for warmkey. An administrator can add 127.0.0.1 and localhost to it.`
  }
  return null
}
