import { type ClientWorld, defaultBaseUrl } from '../client.ts'
import { withLoopback } from '../loopback.ts'
import type { Connection, ConnectPlan, ConnectScope } from '../settings/connection.ts'
import { type Edited, editJson, type PropertyEdit } from '../settings/json-edit.ts'
import type { EditRefused } from '../settings/json-tree.ts'
import { undoJson } from '../settings/json-undo.ts'
import { parseClaudeArgs } from './argv.ts'
import { connectNotes } from './connect-notes.ts'
import { helperVerdict } from './helper-mode.ts'
import { firstPartyFeatures, isAnthropic } from './launch.ts'
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
  const common = [
    ...emptied(['ANTHROPIC_API_KEY', 'ANTHROPIC_UNIX_SOCKET', ...cloudSwitches]),
    ...(withoutCredentials(headers) === headers ? [] : [set('ANTHROPIC_CUSTOM_HEADERS', withoutCredentials(headers))]),
  ]
  if (plan.mode === 'helper') {
    const isDefault = new URL(plan.upstreamUrl).origin === defaultBaseUrl && new URL(plan.upstreamUrl).pathname === '/'
    const saysOther = own?.env.has('ANTHROPIC_BASE_URL') === true
    return [
      ...(isDefault && !saysOther ? [] : [set('ANTHROPIC_BASE_URL', plan.upstreamUrl)]),
      ...emptied(['ANTHROPIC_AUTH_TOKEN']),
      ...common,
      { path: ['apiKeyHelper'], value: plan.helper },
    ]
  }
  const features = isAnthropic(plan.upstreamUrl) ? Object.entries(firstPartyFeatures) : []
  // A helper in any file below runs beside the local key, and its real key would go out with every request (measured).
  const hasHelper = layers.layers.some(({ settings }) => (settings.apiKeyHelper ?? '').trim() !== '')
  return [
    set('ANTHROPIC_BASE_URL', plan.gatewayUrl),
    set('ANTHROPIC_AUTH_TOKEN', plan.localKey),
    ...features.filter(([name]) => own?.env.has(name) !== true).map(([name, value]) => set(name, value)),
    ...sparedProxies(layers, world.env),
    ...common,
    ...(hasHelper || (own?.apiKeyHelper ?? '') !== '' ? [{ path: ['apiKeyHelper'] as const, value: '' }] : []),
  ]
}

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
  obstacle: (world) => managedObstacle(readLayers(world, parseClaudeArgs([])), world.env),
  connect,
  disconnect: undoJson,
  notes: connectNotes,
  helperVerdict,
  program: { command: 'claude', version: ['--version'], prove: ['-p', 'Answer with the one word: ready'] },
}
