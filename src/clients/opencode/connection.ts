import { posix, win32 } from 'node:path'
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import type { ClientWorld } from '../client.ts'
import { sparesLoopback } from '../loopback.ts'
import type { Connection, ConnectNotes, ConnectPlan, ConnectScope } from '../settings/connection.ts'
import { editJson, type PropertyEdit } from '../settings/json-edit.ts'
import { undoJson } from '../settings/json-undo.ts'

const pathsOf = (platform: string): typeof posix => (platform === 'win32' ? win32 : posix)
const options = ['provider', 'anthropic', 'options'] as const

/** The lines that point the provider at a gateway. Its base URL ends in the version of the API. */
export const providerEdits = (gatewayUrl: string, localKey: string): PropertyEdit[] => [
  { path: [...options, 'baseURL'], value: `${gatewayUrl}/v1` },
  { path: [...options, 'apiKey'], value: localKey },
]

/** The file of a directory that counts: of the two that there may be, opencode merges `opencode.jsonc` last (measured). */
function fileIn(world: ClientWorld, directory: string): string {
  const path = pathsOf(world.platform)
  const commented = path.join(directory, 'opencode.jsonc')
  return world.read(commented) === null ? path.join(directory, 'opencode.json') : commented
}

function configPath(world: ClientWorld, scope: ConnectScope): string {
  if (scope !== 'user') return fileIn(world, world.cwd)
  const path = pathsOf(world.platform)
  const xdg = world.env.XDG_CONFIG_HOME
  const base = xdg !== undefined && xdg !== '' ? xdg : path.join(world.home, '.config')
  return fileIn(world, path.join(base, 'opencode'))
}

/** Whether a configuration says where the provider is, or with which key. */
function pointsElsewhere(text: string): boolean {
  const root: Node | undefined = parseTree(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true })
  return (
    root !== undefined &&
    ['baseURL', 'apiKey'].some((name) => findNodeAtLocation(root, [...options, name]) !== undefined)
  )
}

/** Configurations that are merged over this one, as far as they speak of the provider. */
function notes(world: ClientWorld, { scope }: ConnectPlan): ConnectNotes {
  const { env, cwd, platform } = world
  const path = pathsOf(platform)
  const own = configPath(world, scope)
  const above: [string, string | undefined][] = []
  const file = (name: string) => {
    const read = world.read(name)
    if (name !== own && typeof read === 'string') above.push([name, read])
  }
  if (env.OPENCODE_CONFIG) file(path.resolve(cwd, env.OPENCODE_CONFIG))
  for (let directory = cwd; ; directory = path.dirname(directory)) {
    for (const name of ['opencode.json', 'opencode.jsonc']) file(path.join(directory, name))
    if (path.dirname(directory) === directory || world.read(path.join(directory, '.git')) !== null) break
  }
  above.push(['OPENCODE_CONFIG_CONTENT of this shell', env.OPENCODE_CONFIG_CONTENT])
  const stillWins = above
    .filter(([, text]) => text !== undefined && pointsElsewhere(text))
    .map(([name]) => `${name} sets options of the provider "anthropic", and it beats these settings.`)
  const proxied = ['HTTP_PROXY', 'http_proxy'].find((name) => (env[name] ?? '').trim() !== '')
  if (proxied !== undefined && !sparesLoopback(env.NO_PROXY ?? env.no_proxy ?? '')) {
    stillWins.push(
      `${proxied} is exported in this shell, and NO_PROXY does not name 127.0.0.1: requests for warmkey, with the key for it, would go to the proxy. Add 127.0.0.1 to NO_PROXY.`,
    )
  }
  return {
    stillWins,
    lost: [],
    remarks: ['The provider "anthropic" is connected; other providers of opencode stay as they are.'],
  }
}

/** How `opencode.json` (comments and trailing commas allowed) is pointed at warmkey. */
export const opencodeConnection: Connection = {
  modes: ['gateway'],
  scopes: ['user', 'project'],
  path: configPath,
  obstacle: () => null,
  connect: (text, plan, world) => {
    const edited = editJson(text, providerEdits(plan.gatewayUrl, plan.localKey))
    return 'refused' in edited ? { refused: `${configPath(world, plan.scope)} ${edited.refused}.` } : edited
  },
  disconnect: undoJson,
  notes,
  helperVerdict: () => ({ verdict: 'works' }),
  program: { command: 'opencode', version: ['--version'], prove: ['run', 'Answer with the one word: ready'] },
}
