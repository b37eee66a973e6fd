import { parseClaudeArgs } from '../clients/claude-code/argv.ts'
import { type Ladder, readLadder } from '../clients/claude-code/ladder.ts'
import { type Layers, lookUp, readLayers } from '../clients/claude-code/layers.ts'
import { type ClientWorld, defaultBaseUrl } from '../clients/client.ts'
import type { Clock } from '../clock.ts'
import type { ConfigResult } from '../config.ts'
import type { Status } from '../daemon/control-protocol.ts'
import { type Look, lookAtDaemon } from '../daemon/look.ts'
import { type Remembered, rememberedFailures } from '../daemon/remembered.ts'
import { withCustomHeaders } from './credential/custom-headers.ts'
import { createEndpoint, type Endpoint } from './endpoint.ts'
import { type Federation, type ProfileFault, readFederation } from './federation/federation.ts'
import { type Exchanged, exchange } from './federation/federation-exchange.ts'
import { type HelperRun, runHelper } from './key-helper/helper-run.ts'
import { type Header, type Presented, presented } from './present.ts'

/** All of the doctor's time, milliseconds: nobody waits longer than ten seconds, the end of whatever was started included. */
export const mostMs = 8_500

/** What is kept of it to end what still runs, and to say so. */
const reserveMs = 800

/**
 * What the checks look at and with. Nothing here is written. Whatever costs time is asked once, however many checks want
 * to know.
 */
export interface Bench {
  readonly world: ClientWorld
  readonly clock: Clock
  /** How long something of the user's own may go on from now, milliseconds, so that what came of it can still be told. */
  leftMs(): number
  readonly layers: Layers
  readonly ladder: Ladder
  /** The environment that the client gives itself: settings over the shell. */
  readonly clientEnv: Readonly<Record<string, string | undefined>>
  readonly endpoint: Endpoint
  /** The model that is asked for, `null` for the client's own choice. */
  readonly model: string | null
  /** Whether a message may be sent that costs something. */
  readonly spend: boolean
  /** What the helper gave; `null` when the client would not run one, or a project brings it, whose commands are not run. */
  helper(signal: AbortSignal): Promise<HelperRun | null>
  /** How an identity token would be exchanged; `null` where the client does not sign in that way. */
  readonly federation: Federation | ProfileFault | null
  /** What came of exchanging it, which is done once; `null` where there is nothing to exchange. */
  exchanged(signal: AbortSignal): Promise<Exchanged | null>
  /** What the client would send, the credential that counts first; empty when it has none that may be sent. */
  credentials(signal: AbortSignal): Promise<readonly Presented[]>
  /** Those of them that may be sent to the endpoint: none where a project says what the address is. */
  sendable(signal: AbortSignal): Promise<readonly Presented[]>
  /** The configuration of warmkey. */
  readonly config: ConfigResult
  /** The daemon of this user; `null` when none runs, or it does not answer. */
  daemon(): Promise<Status | null>
  /** The same, with what tells the two apart. */
  look(): Promise<Look>
  /** The last requests that failed on their way through warmkey. */
  failures(signal: AbortSignal): Promise<Remembered>
}

/** The machine as it is, and what the user asked for. */
export interface BenchOptions {
  readonly world: ClientWorld
  readonly clock: Clock
  readonly config: ConfigResult
  /** The client's own arguments, such as `--settings`. */
  readonly args: readonly string[]
  readonly model: string | null
  readonly spend: boolean
  /** The client's own version, where it is known; by default it is read as the newest one does. */
  readonly version?: string
}

const headerOf: Readonly<Partial<Record<string, Header>>> = {
  token: 'authorization',
  'api-key': 'x-api-key',
  federation: 'authorization',
  'console-key': 'x-api-key',
}

/** Reads files and environment; contacts and starts nothing until it is asked to. */
export function createBench({ world, clock, config, args, model, spend, version }: BenchOptions): Bench {
  const startedMs = clock.monotonicMs()
  const parsed = parseClaudeArgs(args)
  const layers = readLayers(world, parsed)
  const ladder = readLadder(world, parsed, layers, { nowMs: clock.nowMs(), version: version ?? null })
  const clientEnv: Record<string, string | undefined> = { ...world.env }
  for (const { settings } of layers.layers.toReversed())
    for (const [name, { value }] of settings.env) clientEnv[name] = value
  const found = lookUp('ANTHROPIC_BASE_URL', layers, world.env)
  const url = found?.entry.value.trim() ?? ''
  const federation = ladder.winner?.rung.kind === 'federation' ? readFederation(world, layers) : null
  const own = federation?.kind === 'federation' && url === '' ? federation : null
  const endpoint = createEndpoint({
    url: url === '' ? (own?.baseUrl ?? defaultBaseUrl) : url,
    place:
      typeof own?.baseUrl === 'string' ? own.place : found === null ? null : (found.layer?.origin.place ?? 'the shell'),
    trusted: typeof own?.baseUrl === 'string' ? own.trusted : (found?.layer?.origin.trusted ?? true),
    env: clientEnv,
    clock,
  })
  const named = model ?? lookUp('ANTHROPIC_MODEL', layers, world.env)?.entry.value ?? settingOf(layers, 'model')
  const once = new Map<string, Promise<unknown>>()
  const remember = <Value>(what: string, make: () => Promise<Value>): Promise<Value> => {
    const known = once.get(what) as Promise<Value> | undefined
    const made = known ?? make()
    once.set(what, made)
    return made
  }
  let minted: Presented | null = null
  const place = { env: world.env, home: world.home, platform: world.platform }
  const bench: Bench = {
    federation,
    exchanged: (signal) =>
      federation?.kind !== 'federation'
        ? Promise.resolve(null)
        : remember('exchanged', async () => {
            const came = await exchange(federation, bench, signal)
            if (came.kind === 'minted') minted = came.credential
            return came
          }),
    world,
    clock,
    leftMs: () => Math.max(0, mostMs - reserveMs - (clock.monotonicMs() - startedMs)),
    layers,
    ladder,
    clientEnv,
    endpoint,
    model: named === '' ? null : named,
    spend,
    config,
    helper(signal) {
      const rung = [ladder.winner, ladder.beside].find((each) => each?.rung.kind === 'helper')
      if (rung === undefined || rung === null) return Promise.resolve(null)
      const { origin, read } = rung.holding
      if (!origin.trusted) return Promise.resolve(null)
      return remember('helper', () => runHelper(bench, { command: read(), place: origin.place }, signal))
    },
    async credentials(signal) {
      const sent: Presented[] = []
      for (const each of [ladder.winner, ladder.beside]) {
        if (each === null) continue
        const { rung, holding } = each
        const header = headerOf[rung.kind]
        if (rung.kind === 'helper') {
          const key = (await bench.helper(signal))?.key
          if (key !== null && key !== undefined) sent.push(key)
        } else if (rung.kind === 'federation') {
          if (minted !== null) sent.push(minted)
        } else if (header !== undefined && (rung.kind !== 'console-key' || holding.read() !== ''))
          sent.push(presented(rung.name, holding.origin.place, header, holding.read()))
      }
      const { kind } = ladder.winner?.rung ?? { kind: 'custom-header' }
      return kind === 'custom-header' || headerOf[kind] !== undefined || sent.length > 0
        ? withCustomHeaders(sent, lookUp('ANTHROPIC_CUSTOM_HEADERS', layers, world.env))
        : sent
    },
    sendable: async (signal) => (endpoint.trusted ? bench.credentials(signal) : []),
    daemon: async () => (await bench.look()).status,
    look: () => remember('daemon', () => lookAtDaemon(place, clock, new AbortController().signal)),
    failures: (signal) => remember('failures', () => rememberedFailures(place, clock, signal)),
  }
  return bench
}

function settingOf({ layers }: Layers, name: string): string | null {
  for (const { settings } of layers) {
    const value = settings.all[name]
    if (typeof value === 'string') return value
  }
  return null
}
