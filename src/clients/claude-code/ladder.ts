import type { ClientWorld, Origin } from '../client.ts'
import type { ClaudeArgs } from './argv.ts'
import { configDirectory, type Layers, pathsOf } from './layers.ts'
import { cloudSwitches, isOn } from './obstacle.ts'

/** In which way a rung signs in. */
export type RungKind = 'cloud' | 'token' | 'api-key' | 'helper' | 'login-token' | 'federation' | 'login'

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
  const rungs = variables.flatMap(([name, kind]): Rung[] => {
    const holdings =
      kind === 'helper' ? helpers(layers, args) : valuesOf(name, world, layers, kind === 'api-key' && !args.print)
    const [first, ...rest] = kind === 'cloud' ? holdings.filter(({ read }) => isOn(read())) : holdings
    return first === undefined ? [] : [{ name, kind, holdings: [first, ...rest] }]
  })
  const stored = storedLogin(world)
  if (stored !== null) rungs.push({ name: 'Claude login', kind: 'login', holdings: [stored] })
  const takes = rungs.flatMap((rung) => {
    const holding = rung.holdings.find(({ state }) => state === 'used')
    return holding === undefined ? [] : [{ rung, holding }]
  })
  const [winner = null] = takes
  const sent = new Set<RungKind>(['token', 'api-key', 'helper'])
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

function helpers({ layers }: Layers, args: ClaudeArgs): Holding[] {
  let taken = false
  return layers.flatMap(({ origin, settings }): Holding[] => {
    const command = settings.apiKeyHelper
    if (command === undefined) return []
    const asked = !args.bare || origin.scope === 'command-line'
    const state = !asked ? 'not-asked' : taken ? 'hidden' : command.trim() === '' ? 'empty' : 'used'
    if (asked) taken = true
    return [{ origin, state, read: () => command }]
  })
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
