import { WarmkeyError } from '../../errors.ts'
import type { Launch, LaunchInput } from '../client.ts'
import { withLoopback } from '../loopback.ts'
import { parseClaudeArgs } from './argv.ts'
import { awsRegion } from './aws-region.ts'
import { type Layers, lookUp, readFlag, readLayers } from './layers.ts'
import { withoutCredentials } from './logins.ts'
import { cloudSwitch, cloudSwitches } from './obstacle.ts'
import { parseSettings } from './settings-file.ts'

/** How each API is switched on and pointed at the gateway; what a mode needs besides stays the user's. */
const modes: Readonly<Record<string, (url: string) => Record<string, string>>> = {
  messages: (url) => ({ ANTHROPIC_BASE_URL: url }),
  bedrock: bedrockMode,
  'anthropic-aws': (url) => ({
    CLAUDE_CODE_USE_ANTHROPIC_AWS: '1',
    CLAUDE_CODE_SKIP_ANTHROPIC_AWS_AUTH: '',
    ANTHROPIC_AWS_BASE_URL: url,
  }),
  vertex: (url) => ({
    CLAUDE_CODE_USE_VERTEX: '1',
    CLAUDE_CODE_SKIP_VERTEX_AUTH: '1',
    ANTHROPIC_VERTEX_BASE_URL: url,
  }),
  foundry: (url) => ({
    CLAUDE_CODE_USE_FOUNDRY: '1',
    CLAUDE_CODE_SKIP_FOUNDRY_AUTH: '1',
    ANTHROPIC_FOUNDRY_BASE_URL: url,
    ANTHROPIC_FOUNDRY_API_KEY: '',
    ANTHROPIC_FOUNDRY_AUTH_TOKEN: '',
  }),
}

/**
 * Claude Code does not sign, as behind every gateway, and sends the local key. Of AWS nothing is touched but the one key
 * that would go out in place of ours (measured): the programs that it starts need the rest as it is.
 */
export function bedrockMode(url: string): Record<string, string> {
  return {
    CLAUDE_CODE_USE_BEDROCK: '1',
    CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1',
    ANTHROPIC_BEDROCK_BASE_URL: url,
    AWS_BEARER_TOKEN_BEDROCK: '',
  }
}

/** The mode that the client is put into: that of the dialect, but for the Claude Platform on AWS where it was in that. */
function modeOf({ world, dialect, aws }: LaunchInput, layers: Layers): string {
  const onPlatform = cloudSwitch(layers, world.env)?.name === 'CLAUDE_CODE_USE_ANTHROPIC_AWS'
  return onPlatform && aws?.service === 'aws-external-anthropic' ? 'anthropic-aws' : dialect
}

/** Variables that hold the local key, by mode. */
const keyVariables = (mode: string): readonly string[] =>
  mode === 'anthropic-aws' ? ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_AWS_API_KEY'] : ['ANTHROPIC_AUTH_TOKEN']

/** Settings that make the client obtain a credential by itself, by mode; an empty one does nothing (measured). */
const helperSettings = (mode: string): readonly string[] =>
  mode === 'bedrock' || mode === 'anthropic-aws'
    ? ['apiKeyHelper', 'awsCredentialExport', 'awsAuthRefresh']
    : ['apiKeyHelper']

/** Credentials and detours of the client that must not stand beside the local key. */
const neutralised = ['ANTHROPIC_API_KEY', 'ANTHROPIC_UNIX_SOCKET', 'CLAUDE_CODE_OAUTH_TOKEN', ...cloudSwitches] as const

/** Numbers of inherited file descriptors, which no settings file can take back. */
const descriptors = [
  'CLAUDE_CODE_API_KEY_FILE_DESCRIPTOR',
  'CLAUDE_CODE_GATEWAY_TOKEN_FILE_DESCRIPTOR',
  'CLAUDE_CODE_OAUTH_TOKEN_FILE_DESCRIPTOR',
] as const

/** What the client leaves off for every base URL but Anthropic's own, and can do when the gateway speaks to Anthropic. */
export const firstPartyFeatures = { ENABLE_TOOL_SEARCH: 'true', CLAUDE_CODE_ENABLE_FINE_GRAINED_TOOL_STREAMING: '1' }

export const isAnthropic = (url: string | undefined): boolean =>
  url !== undefined && URL.canParse(url) && new URL(url).hostname.endsWith('.anthropic.com')

/** The user's own `--settings`, of which everything stays but what we set. */
function ownSettings({ world }: LaunchInput, value: string | undefined): Readonly<Record<string, unknown>> {
  if (value === undefined) return {}
  const { read, place } = readFlag(world, value)
  const parsed =
    read === null
      ? { state: 'dropped' as const, problem: `${place} (--settings) was not found.` }
      : parseSettings(read, place)
  if (parsed.state === 'dropped') {
    throw new WarmkeyError('usage', parsed.problem, {
      remedy: 'Mend that file or leave --settings out.',
      transient: false,
    })
  }
  return parsed.state === 'read' ? parsed.settings.all : {}
}

/** A list as the client would have it, settings first, with loopback on it. */
const spared = (layers: Layers, env: LaunchInput['world']['env'], name: string, other: string): string =>
  withLoopback((lookUp(name, layers, env) ?? lookUp(other, layers, env))?.entry.value)

/**
 * Claude Code's `env` in settings beats its environment, and `--settings` beats every file but the managed ones
 * (measured), so what points it here goes into a file for `--settings`. The local key stands there alone: should the
 * client drop that file for a fault in the user's part of it, there is no key that could go elsewhere.
 */
export function launch(input: LaunchInput): Launch {
  const { world, gatewayUrl, localKey, dialect, upstreamUrl, aws } = input
  const args = parseClaudeArgs(input.args)
  const layers = readLayers(world, args)
  const own = ownSettings(input, args.settings)
  const mode = modeOf(input, layers)
  const pointing = (modes[mode] ?? modes.messages)?.(gatewayUrl) ?? {}
  const proxy = {
    NO_PROXY: spared(layers, world.env, 'NO_PROXY', 'no_proxy'),
    no_proxy: spared(layers, world.env, 'no_proxy', 'NO_PROXY'),
  }
  const features: Record<string, string> = {}
  for (const [name, value] of isAnthropic(upstreamUrl) ? Object.entries(firstPartyFeatures) : []) {
    if (lookUp(name, layers, world.env) === null) features[name] = value
  }
  // Model names begin with the region; where the user's own is another, the client has to be told.
  const elsewhere = aws !== undefined && dialect === 'bedrock' && aws.region !== awsRegion(world, layers)
  const region: Record<string, string> = elsewhere ? { AWS_REGION: aws.region } : {}
  const headers = lookUp('ANTHROPIC_CUSTOM_HEADERS', layers, world.env)?.entry.value
  const cleanHeaders = headers === undefined ? undefined : withoutCredentials(headers)
  const ours: Record<string, string> = {
    ...Object.fromEntries(neutralised.map((name) => [name, ''])),
    ...features,
    ...pointing,
    ...region,
    ...proxy,
    ...(cleanHeaders === undefined || cleanHeaders === headers ? {} : { ANTHROPIC_CUSTOM_HEADERS: cleanHeaders }),
    ...Object.fromEntries(keyVariables(mode).map((name) => [name, localKey])),
  }
  const helpers = Object.fromEntries(helperSettings(mode).map((name) => [name, '']))
  const ownEnv = typeof own.env === 'object' ? own.env : {}
  return {
    env: {
      ...Object.fromEntries([...neutralised, ...descriptors].map((name) => [name, null])),
      ...pointing,
      ...region,
      ...proxy,
      ...Object.fromEntries(keyVariables(mode).map((name) => [name, null])),
      ...('ANTHROPIC_CUSTOM_HEADERS' in ours ? { ANTHROPIC_CUSTOM_HEADERS: ours.ANTHROPIC_CUSTOM_HEADERS ?? '' } : {}),
    },
    settings: `${JSON.stringify({ ...own, env: { ...ownEnv, ...ours }, ...helpers })}\n`,
    args: (settingsPath) => ['--settings', settingsPath, ...args.rest],
  }
}
