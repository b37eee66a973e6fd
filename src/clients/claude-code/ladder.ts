import type { ClientWorld, Origin } from '../client.ts'
import type { ClaudeArgs } from './argv.ts'
import { anthropicProfiles } from './ladder-profiles.ts'
import { consoleKey, gatewaySession, storedLogins, wasDeclined } from './ladder-stores.ts'
import { customName, customSignIn, helpers, shell, valuesOf } from './ladder-values.ts'
import { waysOf } from './ladder-versions.ts'
import { type Layers, lookUp } from './layers.ts'
import { cloudSwitches, isOn } from './obstacle.ts'

export { wasDeclined }

/** In which way a rung signs in. */
export type RungKind =
  /** The session of a Claude apps gateway (`/login`, "Cloud gateway"). */
  | 'gateway-session'
  | 'cloud'
  | 'token'
  | 'api-key'
  | 'helper'
  | 'login-token'
  /** A profile of Anthropic's own tools, or the variables of identity federation. */
  | 'federation'
  | 'login'
  /** A header of ANTHROPIC_CUSTOM_HEADERS that signs in. */
  | 'custom-header'
  /** The key that a sign-in with the console left behind in the client's own state. */
  | 'console-key'

/**
 * What the client makes of a value. `used` is the one that it takes, if the rung is its choice; a `null` it takes too, as
 * the word; `unusable` is set and cannot sign in; `unseen` cannot be looked at from here.
 */
export type HoldingState =
  | 'used'
  | 'hidden'
  | 'empty'
  | 'null'
  | 'declined'
  | 'not-asked'
  | 'unusable'
  | 'unseen'
  /** Goes out where nothing else fills the header that `because` names. */
  | 'beside'

/** One place in which a rung is set. */
export interface Holding {
  readonly origin: Origin
  readonly state: HoldingState
  /** Why it is not asked, not usable or not seen, as the end of a sentence; absent where the state says everything. */
  readonly because?: string
  /** The value, or the command of a helper; empty where it is not read. A function, so that printing this shows none. */
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
  /** Where nothing can sign in, the first that was meant to; `null` where nothing is set. */
  readonly winner: { readonly rung: Rung; readonly holding: Holding } | null
  /** Another rung whose credential goes out beside the winner's, in the other header. */
  readonly beside: { readonly rung: Rung; readonly holding: Holding } | null
  /** `asks`: an interactive start, in which the client asks about ANTHROPIC_API_KEY and remembers a no. */
  readonly mode: { readonly simple: string | null; readonly gateway: string | null; readonly asks: boolean }
}

/** Switches of the cloud providers, the strongest first. */
export const clouds = cloudSwitches.filter((name) => name !== 'CLAUDE_CODE_USE_GATEWAY')

export interface LadderOptions {
  /** Milliseconds since the epoch, against which a session's end is held; without it none has ended. */
  readonly nowMs?: number
  /** The installed client's, such as `2.1.197`; `null` where it is not known, which counts as the newest. */
  readonly version?: string | null
}

/**
 * Every credential that Claude Code could find here, in its own order, and the one that it takes. Order of the rungs:
 * https://code.claude.com/docs/en/authentication; settings before the shell, an empty value in settings hiding what lies
 * below, two credentials going out together, and where that page is silent: measured with 2.1.197, 2.1.329 and 2.1.330.
 */
export function readLadder(
  world: ClientWorld,
  args: ClaudeArgs,
  layers: Layers,
  { nowMs = 0, version = null }: LadderOptions = {},
): Ladder {
  const simplePlace = isSimple(world, layers)
  const simple = args.bare ? '--bare' : simplePlace === null ? null : `CLAUDE_CODE_SIMPLE of ${simplePlace}`
  const asks = !args.print
  const ways = waysOf(version)
  const rung = (name: string, kind: RungKind, holdings: readonly Holding[]): Rung[] => {
    const [first, ...rest] = holdings
    return first === undefined ? [] : [{ name, kind, holdings: [first, ...rest] }]
  }
  const variable = (name: string, kind: RungKind): Rung[] =>
    rung(
      name,
      kind,
      valuesOf(name, world, layers, { asks: kind === 'api-key' && asks, blanks: kind === 'token' && ways.sendsBlanks }),
    )
  const passed = (rungs: readonly Rung[]): Rung[] =>
    simple === null ? [...rungs] : rungs.map((each) => passOver(each, simple))

  const cloud = clouds
    .filter((name) => ways.googlePlatform || name !== 'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD')
    .flatMap((name) =>
      rung(
        name,
        'cloud',
        valuesOf(name, world, layers).filter(({ read }) => isOn(read())),
      ),
    )
  const token = variable('ANTHROPIC_AUTH_TOKEN', 'token')
  const gateway = gatewayMode(world, layers, token)
  const profiles = anthropicProfiles(world, layers, (name) => valuesOf(name, world, layers)).map(
    ({ name, holdings, below }) => ({ below, rungs: rung(name, 'federation', holdings) }),
  )
  const above = profiles.filter(({ below }) => !below).flatMap(({ rungs }) => rungs)
  const under = profiles.filter(({ below }) => below).flatMap(({ rungs }) => rungs)
  const left = rung('primaryApiKey', 'console-key', consoleKey(world))
  const login = rung('Claude login', 'login', storedLogins(world))
  // Measured: federation does not count beside a key of the console, and that key does not count beside a login alone.
  const federated = above.some(({ holdings }) => holdings.some(({ state }) => state === 'used'))
  const stored = federated ? [...left, ...above, ...login, ...under] : [...above, ...login, ...left, ...under]
  const keys = [...variable('ANTHROPIC_API_KEY', 'api-key'), ...rung('apiKeyHelper', 'helper', helpers(layers, simple))]
  const custom = customSignIn(world, layers)
  const session = rung('Claude apps gateway session', 'gateway-session', gatewaySession(world, nowMs))
  const rungs = [
    ...passed(session),
    ...(gateway === null ? [...cloud, ...token] : [...token, ...cloud]),
    ...keys,
    ...rung(customName, 'custom-header', custom.holdings),
    ...passed([...variable('CLAUDE_CODE_OAUTH_TOKEN', 'login-token'), ...stored]),
  ]

  const takes = rungs.flatMap((each) => {
    if (custom.replaces.has(each.kind)) return []
    const holding = each.holdings.find(({ state }) => state === 'used' || state === 'null')
    return holding === undefined ? [] : [{ rung: each, holding }]
  })
  const meant = rungs.flatMap((each) => {
    const holding = each.holdings.find(({ state }) => state === 'unusable')
    return holding === undefined ? [] : [{ rung: each, holding }]
  })
  const header = rungs.find(({ kind }) => kind === 'custom-header')
  const byHeader = header === undefined ? null : { rung: header, holding: header.holdings[0] }
  const winner = takes[0] ?? byHeader ?? meant[0] ?? null
  const sent = new Set<RungKind>(gateway === null ? ['token', 'api-key', 'helper'] : [])
  // It fills x-api-key where nothing else does, and a helper fills both headers.
  if (winner?.rung.kind === 'token' && gateway === null) sent.add('console-key')
  const beside =
    winner !== null && sent.has(winner.rung.kind) ? takes.slice(1).find(({ rung: { kind } }) => sent.has(kind)) : null
  return { rungs, winner, beside: beside ?? null, mode: { simple, gateway, asks } }
}

/** Where CLAUDE_CODE_USE_GATEWAY is on beside a token and an address: then the token alone is sent, before any cloud (measured). */
function gatewayMode(world: ClientWorld, layers: Layers, token: readonly Rung[]): string | null {
  const found = lookUp('CLAUDE_CODE_USE_GATEWAY', layers, world.env)
  const address = lookUp('ANTHROPIC_BASE_URL', layers, world.env)?.entry.value ?? ''
  const counts = token.some(({ holdings: [{ state }] }) => state === 'used')
  if (found === null || !isOn(found.entry.value) || address.trim() === '' || !counts) return null
  return `CLAUDE_CODE_USE_GATEWAY of ${found.layer?.origin.place ?? shell.place}`
}

const passOver = ({ name, kind, holdings: [first, ...rest] }: Rung, simple: string): Rung => {
  const over = (holding: Holding): Holding => ({ ...holding, state: 'not-asked', because: `${simple} is on` })
  return { name, kind, holdings: [over(first), ...rest.map(over)] }
}

/**
 * Where CLAUDE_CODE_SIMPLE is switched on, which is what `--bare` does; `null` where it is not. Helpers of settings files,
 * logins and their tokens are then not asked (measured with 2.1.329).
 */
export function isSimple(world: ClientWorld, layers: Layers): string | null {
  const found = lookUp('CLAUDE_CODE_SIMPLE', layers, world.env)
  return found !== null && isOn(found.entry.value) ? (found.layer?.origin.place ?? shell.place) : null
}
