import { type ClientWorld, defaultBaseUrl } from '../client.ts'
import type { ConnectNotes, ConnectPlan, ConnectScope } from '../settings/connection.ts'
import { parseClaudeArgs } from './argv.ts'
import { isAnthropic } from './launch.ts'
import { type Layer, readLayers } from './layers.ts'
import { cloudSwitches, isOn } from './obstacle.ts'

const strength = ['shell', 'user', 'project', 'local', 'command-line', 'managed'] as const
const isAbove = (layer: Layer, scope: ConnectScope): boolean =>
  strength.indexOf(layer.origin.scope) > strength.indexOf(scope)

/** Variables that lead a client of this API elsewhere or take the place of our credential. */
const beating: Readonly<Record<string, readonly string[]>> = {
  messages: ['ANTHROPIC_BASE_URL', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY', 'ANTHROPIC_UNIX_SOCKET'],
  bedrock: ['ANTHROPIC_BEDROCK_BASE_URL', 'CLAUDE_CODE_SKIP_BEDROCK_AUTH', 'AWS_BEARER_TOKEN_BEDROCK', 'AWS_REGION'],
}

/** Switches of other providers than that of the plan. */
const otherClouds = ({ dialect }: ConnectPlan) =>
  cloudSwitches.filter((name) => !(dialect === 'bedrock' && name === 'CLAUDE_CODE_USE_BEDROCK'))

/** What of this layer beats our settings. */
function beats({ origin, settings }: Layer, plan: ConnectPlan): string[] {
  const { mode, dialect } = plan
  const toBedrock = dialect === 'bedrock'
  const has = (name: string) => settings.env.has(name)
  const clouds = otherClouds(plan).filter((name) => isOn(settings.env.get(name)?.value ?? ''))
  const helper = toBedrock ? 'awsCredentialExport' : 'apiKeyHelper'
  const command = settings.all[helper]
  const address = toBedrock ? 'ANTHROPIC_BEDROCK_BASE_URL' : 'ANTHROPIC_BASE_URL'
  const names = [
    ...clouds,
    ...(beating[dialect] ?? beating.messages ?? []).filter(has),
    ...(toBedrock && mode === 'gateway' && has('ANTHROPIC_AUTH_TOKEN') ? ['ANTHROPIC_AUTH_TOKEN'] : []),
    // Behind a gateway no command for AWS credentials is run.
    ...(typeof command === 'string' && (mode === 'helper' || (!toBedrock && command.trim() !== '')) ? [helper] : []),
  ]
  const leaks =
    mode === 'gateway' && has(address) && !has('ANTHROPIC_AUTH_TOKEN')
      ? ' The local key would go to the address that it names, where it opens nothing.'
      : ''
  return names.length === 0 ? [] : [`${origin.place} sets ${names.join(', ')}, and it beats these settings.${leaks}`]
}

function fromShell({ env }: ClientWorld, plan: ConnectPlan): string[] {
  const { mode, upstreamUrl, dialect } = plan
  const set = (name: string) => (env[name] ?? '').trim() !== ''
  const found: string[] = []
  for (const name of otherClouds(plan)) {
    if (isOn(env[name] ?? ''))
      found.push(`${name} is exported in this shell: Claude Code then speaks to that provider alone.`)
  }
  if (dialect === 'bedrock') {
    for (const name of ['AWS_BEARER_TOKEN_BEDROCK', 'ANTHROPIC_BEDROCK_BASE_URL'].filter(set))
      if (mode === 'helper') found.push(`${name} is exported in this shell, and Claude Code prefers it. Unset it.`)
    return found
  }
  if (set('ANTHROPIC_UNIX_SOCKET'))
    found.push('ANTHROPIC_UNIX_SOCKET is exported in this shell: requests go to that socket.')
  if (mode === 'helper') {
    for (const name of ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY'].filter(set))
      found.push(`${name} is exported in this shell, and Claude Code prefers it to a helper. Unset it.`)
    if (set('ANTHROPIC_BASE_URL') && upstreamUrl.replace(/\/$/, '') === defaultBaseUrl)
      found.push('ANTHROPIC_BASE_URL is exported in this shell: the key of the helper would go there. Unset it.')
  } else if (set('ANTHROPIC_API_KEY')) {
    found.push(
      'ANTHROPIC_API_KEY is exported in this shell: Claude Code sends it beside the local key, as far as the gateway, which drops it. Unset it.',
    )
  }
  return found
}

/** What is worth knowing of a mode on Bedrock. */
const onBedrock: Readonly<Record<ConnectPlan['mode'], string>> = {
  gateway:
    'Behind a gateway Claude Code does not look which models the account has: where it should not take its newest, set ANTHROPIC_MODEL.',
  helper:
    'In helper mode Claude Code signs by itself: an ended session is cured, but older versions (2.1.197) take a denial of AWS in silence for minutes. Gateway mode shows it at once.',
}

/** What still wins, what is lost, and what else is worth knowing. Source: https://code.claude.com/docs/en/llm-gateway-connect */
export function connectNotes(world: ClientWorld, plan: ConnectPlan): ConnectNotes {
  const { layers, problems } = readLayers(world, parseClaudeArgs([]))
  const above = layers.filter((layer) => isAbove(layer, plan.scope))
  const remarks = [...problems]
  if (plan.dialect === 'bedrock') remarks.push(onBedrock[plan.mode])
  else if (plan.mode === 'gateway' && !isAnthropic(plan.upstreamUrl)) {
    remarks.push(
      `Tool search and fine-grained tool streaming stay as they are: ${new URL(plan.upstreamUrl).host} is not Anthropic's own API and may not know them (ENABLE_TOOL_SEARCH=true and CLAUDE_CODE_ENABLE_FINE_GRAINED_TOOL_STREAMING=1 switch them on).`,
    )
  }
  if (plan.mode === 'helper' && plan.scope === 'project')
    remarks.push('The helper names a path of this machine; whoever else uses this file needs warmkey at the same path.')
  return {
    stillWins: [...above.flatMap((layer) => beats(layer, plan)), ...fromShell(world, plan)],
    lost: [
      'Remote Control, /schedule, connectors of claude.ai, voice dictation and notification preferences: Claude Code offers them with a Claude login only.',
    ],
    remarks,
  }
}
