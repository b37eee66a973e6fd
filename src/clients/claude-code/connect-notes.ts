import { type ClientWorld, defaultBaseUrl } from '../client.ts'
import type { ConnectNotes, ConnectPlan, ConnectScope } from '../settings/connection.ts'
import { parseClaudeArgs } from './argv.ts'
import { isAnthropic } from './launch.ts'
import { type Layer, readLayers } from './layers.ts'
import { cloudSwitches, isOn } from './obstacle.ts'

const strength = ['shell', 'user', 'project', 'local', 'command-line', 'managed'] as const
const isAbove = (layer: Layer, scope: ConnectScope): boolean =>
  strength.indexOf(layer.origin.scope) > strength.indexOf(scope)

/** What of this layer beats our settings. */
function beats({ origin, settings }: Layer, mode: ConnectPlan['mode']): string[] {
  const has = (name: string) => settings.env.has(name)
  const clouds = cloudSwitches.filter((name) => isOn(settings.env.get(name)?.value ?? ''))
  const names = [
    ...clouds,
    ...['ANTHROPIC_BASE_URL', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY', 'ANTHROPIC_UNIX_SOCKET'].filter(has),
    ...(settings.apiKeyHelper !== undefined && (mode === 'helper' || settings.apiKeyHelper.trim() !== '')
      ? ['apiKeyHelper']
      : []),
  ]
  const leaks =
    mode === 'gateway' && has('ANTHROPIC_BASE_URL') && !has('ANTHROPIC_AUTH_TOKEN')
      ? ' The local key would go to the address that it names, where it opens nothing.'
      : ''
  return names.length === 0 ? [] : [`${origin.place} sets ${names.join(', ')}, and it beats these settings.${leaks}`]
}

function fromShell({ env }: ClientWorld, { mode, upstreamUrl }: ConnectPlan): string[] {
  const set = (name: string) => (env[name] ?? '').trim() !== ''
  const found: string[] = []
  for (const name of cloudSwitches) {
    if (isOn(env[name] ?? ''))
      found.push(`${name} is exported in this shell: Claude Code then speaks to that provider alone.`)
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

/** What still wins, what is lost, and what else is worth knowing. Source: https://code.claude.com/docs/en/llm-gateway-connect */
export function connectNotes(world: ClientWorld, plan: ConnectPlan): ConnectNotes {
  const { layers, problems } = readLayers(world, parseClaudeArgs([]))
  const above = layers.filter((layer) => isAbove(layer, plan.scope))
  const remarks = [...problems]
  if (plan.mode === 'gateway' && !isAnthropic(plan.upstreamUrl)) {
    remarks.push(
      `Tool search and fine-grained tool streaming stay as they are: ${new URL(plan.upstreamUrl).host} is not Anthropic's own API and may not know them (ENABLE_TOOL_SEARCH=true and CLAUDE_CODE_ENABLE_FINE_GRAINED_TOOL_STREAMING=1 switch them on).`,
    )
  }
  if (plan.mode === 'helper' && plan.scope === 'project')
    remarks.push('The helper names a path of this machine; whoever else uses this file needs warmkey at the same path.')
  return {
    stillWins: [...above.flatMap((layer) => beats(layer, plan.mode)), ...fromShell(world, plan)],
    lost: [
      'Remote Control, /schedule, connectors of claude.ai, voice dictation and notification preferences: Claude Code offers them with a Claude login only.',
    ],
    remarks,
  }
}
