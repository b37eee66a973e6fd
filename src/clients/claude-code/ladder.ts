import type { ClientWorld, Origin } from '../client.ts'
import type { ClaudeArgs } from './argv.ts'
import { configDirectory, type Layers, lookUp, pathsOf } from './layers.ts'
import { cloudSwitches, isOn } from './obstacle.ts'

/** In which way a rung signs in. */
export type RungKind =
  | 'cloud'
  | 'token'
  | 'api-key'
  | 'helper'
  | 'login-token'
  | 'federation'
  | 'login'
  /** The key that a sign-in with the console left behind in the client's own state. */
  | 'console-key'

/** One place in which a rung is set. `used` is the one whose value the client takes, if the rung is its choice. */
export interface Holding {
  readonly origin: Origin
  readonly state: 'used' | 'hidden' | 'empty' | 'null' | 'declined' | 'not-asked'
  /** The value, or the command of a helper. A function, so that printing this shows none. */
  readonly read: () => string
}

/** One way of signing in that the client knows, with every place in which it is set; the strongest place first. */
export interface Rung {
  readonly name: string
  readonly kind: RungKind
  readonly holdings: readonly [Holding, ...Holding[]]
}

/** What the client looks at, the strongest first; `winner` is what it signs in with. */
export interface Ladder {
  readonly rungs: readonly Rung[]
  readonly winner: { readonly rung: Rung; readonly holding: Holding } | null
  /** Another rung whose credential goes out beside the winner's, in the other header. */
  readonly beside: { readonly rung: Rung; readonly holding: Holding } | null
}

const shell: Origin = { scope: 'shell', place: 'the shell', trusted: true }

const variables: readonly (readonly [name: string, kind: RungKind])[] = [
  ...cloudSwitches.map((name) => [name, 'cloud'] as const),
  ['ANTHROPIC_AUTH_TOKEN', 'token'],
  ['ANTHROPIC_API_KEY', 'api-key'],
  ['apiKeyHelper', 'helper'],
  ['CLAUDE_CODE_OAUTH_TOKEN', 'login-token'],
  ['ANTHROPIC_PROFILE', 'federation'],
  ['ANTHROPIC_FEDERATION_RULE_ID', 'federation'],
]

/**
 * Every credential that Claude Code could find here, in its own order, and the one that it takes. Order of the rungs:
 * https://code.claude.com/docs/en/authentication; settings before the shell, an empty value in settings hiding what lies
 * below, and two credentials going out together are measured with 2.1.329.
 */
export function readLadder(world: ClientWorld, args: ClaudeArgs, layers: Layers): Ladder {
  const simple = isSimple(world, layers)
  const bare = args.bare || simple !== null
  const rungs = variables.flatMap(([name, kind]): Rung[] => {
    const found =
      kind === 'helper' ? helpers(layers, bare) : valuesOf(name, world, layers, kind === 'api-key' && !args.print)
    const holdings = bare && kind === 'login-token' ? found.map(notAsked) : found
    const [first, ...rest] = kind === 'cloud' ? holdings.filter(({ read }) => isOn(read())) : holdings
    return first === undefined ? [] : [{ name, kind, holdings: [first, ...rest] }]
  })
  const stored = storedLogin(world)
  if (stored !== null) rungs.push({ name: 'Claude login', kind: 'login', holdings: [bare ? notAsked(stored) : stored] })
  const left = consoleKey(world)
  if (left !== null)
    rungs.push({ name: 'primaryApiKey', kind: 'console-key', holdings: [bare ? notAsked(left) : left] })
  const takes = rungs.flatMap((rung) => {
    const holding = rung.holdings.find(({ state }) => state === 'used')
    return holding === undefined ? [] : [{ rung, holding }]
  })
  const [winner = null] = takes
  const sent = new Set<RungKind>(['token', 'api-key', 'helper'])
  // It fills x-api-key where nothing else does, and a helper fills both headers.
  if (winner?.rung.kind === 'token') sent.add('console-key')
  const beside =
    winner !== null && sent.has(winner.rung.kind) ? takes.slice(1).find(({ rung }) => sent.has(rung.kind)) : null
  return { rungs, winner, beside: beside ?? null }
}

/** Every place of one variable, the strongest first. */
function valuesOf(name: string, world: ClientWorld, { layers }: Layers, asks: boolean): Holding[] {
  const found = layers.flatMap(({ origin, settings }) => {
    const entry = settings.env.get(name)
    return entry === undefined ? [] : [{ origin, ...entry }]
  })
  const exported = world.env[name]
  // An empty one in the shell is as good as none.
  if (exported !== undefined && exported.trim() !== '') found.push({ origin: shell, value: exported, wasNull: false })
  let taken = false
  return found.map(({ origin, value, wasNull }): Holding => {
    const state = taken
      ? 'hidden'
      : wasNull
        ? 'null'
        : value.trim() === ''
          ? 'empty'
          : asks && wasDeclined(world, value)
            ? 'declined'
            : 'used'
    taken = true
    return { origin, state, read: () => value.trim() }
  })
}

function helpers({ layers }: Layers, bare: boolean): Holding[] {
  let taken = false
  return layers.flatMap(({ origin, settings }): Holding[] => {
    const command = settings.apiKeyHelper
    if (command === undefined) return []
    const asked = !bare || origin.scope === 'command-line'
    const state = !asked ? 'not-asked' : taken ? 'hidden' : command.trim() === '' ? 'empty' : 'used'
    if (asked) taken = true
    return [{ origin, state, read: () => command }]
  })
}

const notAsked = (holding: Holding): Holding => ({ ...holding, state: 'not-asked' })

/**
 * Where CLAUDE_CODE_SIMPLE is switched on, which is what `--bare` does; `null` where it is not. Helpers of settings files,
 * logins and their tokens are then not asked (measured with 2.1.329).
 */
export function isSimple(world: ClientWorld, layers: Layers): string | null {
  const found = lookUp('CLAUDE_CODE_SIMPLE', layers, world.env)
  return found !== null && isOn(found.entry.value) ? (found.layer?.origin.place ?? shell.place) : null
}

/** `primaryApiKey` of the client's own state, which counts after everything else (measured with 2.1.329). */
function consoleKey(world: ClientWorld): Holding | null {
  for (const place of stateFiles(world)) {
    const key = stateOf(world, place)?.primaryApiKey
    if (typeof key === 'string' && key.trim() !== '')
      return { origin: { scope: 'user', place, trusted: true }, state: 'used', read: () => key.trim() }
  }
  return null
}

/** Files in which the client keeps its state: the old name counts where it is there. */
function stateFiles(world: ClientWorld): string[] {
  const path = pathsOf(world.platform)
  const config = path.resolve(world.cwd, configDirectory(world))
  return [
    path.join(config, '.config.json'),
    path.join(world.env.CLAUDE_CONFIG_DIR === undefined ? world.home : config, '.claude.json'),
  ]
}

function stateOf(world: ClientWorld, file: string): Record<string, unknown> | null {
  const text = world.read(file)
  if (typeof text !== 'string') return null
  try {
    const state: unknown = JSON.parse(text)
    return typeof state === 'object' && state !== null ? (state as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The login that the client has stored, where it lies in a file; it is only looked for, never read out. */
function storedLogin(world: ClientWorld): Holding | null {
  const path = pathsOf(world.platform).resolve(world.cwd, configDirectory(world), '.credentials.json')
  const text = world.read(path)
  if (typeof text !== 'string' || !text.includes('"claudeAiOauth"')) return null
  return { origin: { scope: 'user', place: path, trusted: true }, state: 'used', read: () => '' }
}

/** Whether the person declined this key when the interactive client asked; it remembers the last 20 characters. */
export function wasDeclined(world: ClientWorld, key: string): boolean {
  const path = pathsOf(world.platform)
  const directory = world.env.CLAUDE_CONFIG_DIR === undefined ? world.home : configDirectory(world)
  const text = world.read(path.resolve(world.cwd, directory, '.claude.json'))
  if (typeof text !== 'string') return false
  try {
    const rejected: unknown = JSON.parse(text)?.customApiKeyResponses?.rejected
    return Array.isArray(rejected) && rejected.includes(key.trim().slice(-20))
  } catch {
    return false
  }
}
