import { type ClientWorld, defaultBaseUrl } from '../client.ts'
import { withLoopback } from '../loopback.ts'
import type { Connection, ConnectPlan, ConnectScope } from '../settings/connection.ts'
import { type Edited, editJson, type PropertyEdit } from '../settings/json-edit.ts'
import type { EditRefused } from '../settings/json-tree.ts'
import { undoJson } from '../settings/json-undo.ts'
import { parseClaudeArgs } from './argv.ts'
import { awsRegion } from './aws-region.ts'
import { connectNotes } from './connect-notes.ts'
import { helperVerdict } from './helper-mode.ts'
import { bedrockMode, firstPartyFeatures, isAnthropic } from './launch.ts'
import { configDirectory, type Layers, localRoot, lookUp, pathsOf, readLayers } from './layers.ts'
import { withoutCredentials } from './logins.ts'
import { cloudSwitches, managedObstacle } from './obstacle.ts'
import { parseSettings } from './settings-file.ts'

function settingsPath(world: ClientWorld, scope: ConnectScope): string {
  const path = pathsOf(world.platform)
  if (scope === 'user') return path.resolve(world.cwd, configDirectory(world), 'settings.json')
  if (scope === 'project') return path.join(world.cwd, '.claude', 'settings.json')
  return path.join(localRoot(world) ?? world.cwd, '.claude', 'settings.local.json')
}

const proxies = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']

/** With a proxy in sight the client would send loopback requests to it, prompt and key included (measured). */
function sparedProxies(layers: Layers, env: ClientWorld['env']): PropertyEdit[] {
  if (!proxies.some((name) => (lookUp(name, layers, env)?.entry.value ?? '').trim() !== '')) return []
  const list = (name: string, other: string) =>
    withLoopback((lookUp(name, layers, env) ?? lookUp(other, layers, env))?.entry.value)
  return [
    { path: ['env', 'NO_PROXY'], value: list('NO_PROXY', 'no_proxy') },
    { path: ['env', 'no_proxy'], value: list('no_proxy', 'NO_PROXY') },
  ]
}

/**
 * Our lines in one settings file, and the ones of that file which would stand in their way, emptied: an empty value
 * switches off (measured), and what was there comes back with `disconnect`.
 */
function edits(text: string | null, plan: ConnectPlan, world: ClientWorld, place: string): PropertyEdit[] {
  const parsed = parseSettings(text, place)
  const own = parsed.state === 'read' ? parsed.settings : null
  const layers = readLayers(world, parseClaudeArgs([]))
  const set = (name: string, value: string): PropertyEdit => ({ path: ['env', name], value })
  const emptied = (names: readonly string[]) =>
    names.filter((name) => (own?.env.get(name)?.value ?? '') !== '').map((name) => set(name, ''))
  const headers = own?.env.get('ANTHROPIC_CUSTOM_HEADERS')?.value ?? ''
  const toBedrock = plan.dialect === 'bedrock'
  const others = cloudSwitches.filter((name) => !(toBedrock && name === 'CLAUDE_CODE_USE_BEDROCK'))
  const common = [
    ...emptied(['ANTHROPIC_API_KEY', 'ANTHROPIC_UNIX_SOCKET', ...others]),
    ...(withoutCredentials(headers) === headers ? [] : [set('ANTHROPIC_CUSTOM_HEADERS', withoutCredentials(headers))]),
  ]
  if (plan.mode === 'helper') {
    const helper = toBedrock
      ? bedrockHelper(plan, world, layers)
      : messagesHelper(plan, own?.env.has('ANTHROPIC_BASE_URL'))
    return [
      ...helper.env.map(([name, value]) => set(name, value)),
      ...emptied(helper.emptied),
      ...common,
      helper.setting,
    ]
  }
  const features = isAnthropic(plan.upstreamUrl) ? Object.entries(firstPartyFeatures) : []
  // A helper in any file below runs beside the local key, and its real key would go out with every request (measured).
  const hasHelper = layers.layers.some(({ settings }) => (settings.apiKeyHelper ?? '').trim() !== '')
  const pointing = toBedrock
    ? { ...bedrockMode(plan.gatewayUrl), ...regionOf(plan, world, layers) }
    : { ANTHROPIC_BASE_URL: plan.gatewayUrl }
  return [
    ...Object.entries(pointing).map(([name, value]) => set(name, value)),
    set('ANTHROPIC_AUTH_TOKEN', plan.localKey),
    ...features.filter(([name]) => own?.env.has(name) !== true).map(([name, value]) => set(name, value)),
    ...sparedProxies(layers, world.env),
    ...common,
    ...(hasHelper || (own?.apiKeyHelper ?? '') !== '' ? [{ path: ['apiKeyHelper'] as const, value: '' }] : []),
  ]
}

/** What helper mode writes: variables, variables to be emptied where they stand in this file, and the command. */
interface HelperLines {
  readonly env: readonly (readonly [name: string, value: string])[]
  readonly emptied: readonly string[]
  readonly setting: PropertyEdit
}

function messagesHelper(plan: ConnectPlan, saysOther: boolean | undefined): HelperLines {
  const isDefault = new URL(plan.upstreamUrl).origin === defaultBaseUrl && new URL(plan.upstreamUrl).pathname === '/'
  return {
    env: isDefault && saysOther !== true ? [] : [['ANTHROPIC_BASE_URL', plan.upstreamUrl]],
    emptied: ['ANTHROPIC_AUTH_TOKEN'],
    setting: { path: ['apiKeyHelper'], value: plan.helper },
  }
}

/** The client signs by itself with what the command prints; it asks again when a session has ended (measured). */
function bedrockHelper(plan: ConnectPlan, world: ClientWorld, layers: Layers): HelperLines {
  const { hostname } = new URL(plan.upstreamUrl)
  const isDefault = /^bedrock-runtime\.[a-z0-9-]+\.amazonaws\.com$/.test(hostname)
  return {
    env: [
      ['CLAUDE_CODE_USE_BEDROCK', '1'],
      ...(isDefault ? [] : [['ANTHROPIC_BEDROCK_BASE_URL', plan.upstreamUrl] as const]),
      ...Object.entries(regionOf(plan, world, layers)),
    ],
    emptied: [
      'AWS_BEARER_TOKEN_BEDROCK',
      'CLAUDE_CODE_SKIP_BEDROCK_AUTH',
      ...(isDefault ? ['ANTHROPIC_BEDROCK_BASE_URL'] : []),
    ],
    setting: { path: ['awsCredentialExport'], value: `${plan.helper} --format credential-process` },
  }
}

/** Model names begin with the region; where the user's own is another, the client has to be told. */
const regionOf = ({ region }: ConnectPlan, world: ClientWorld, layers: Layers): Record<string, string> =>
  region === undefined || region === awsRegion(world, layers) ? {} : { AWS_REGION: region }

function connect(text: string | null, plan: ConnectPlan, world: ClientWorld): Edited | EditRefused {
  const place = settingsPath(world, plan.scope)
  const parsed = parseSettings(text, place)
  if (parsed.state === 'dropped') return { refused: parsed.problem }
  const edited = editJson(text, edits(text, plan, world, place))
  if ('refused' in edited) return { refused: `${place} ${edited.refused}.` }
  const after = parseSettings(edited.text, place)
  return after.state === 'dropped' ? { refused: after.problem } : edited
}

/** How `~/.claude/settings.json` and its relatives are pointed at warmkey. */
export const claudeConnection: Connection = {
  modes: ['gateway', 'helper'],
  scopes: ['user', 'project', 'local'],
  path: settingsPath,
  obstacle: (world, plan) => managedObstacle(readLayers(world, parseClaudeArgs([])), world.env, plan.dialect),
  connect,
  disconnect: undoJson,
  notes: connectNotes,
  helperVerdict,
  program: { command: 'claude', version: ['--version'], prove: ['-p', 'Answer with the one word: ready'] },
}
