import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/emulator.ts'
import { messagesRequest, type RawClient, rawClient } from '../../emulator/wire/raw-client.ts'
import { type Clock, systemClock } from '../../src/clock.ts'
import type { KeeperEvent } from '../../src/credential/events.ts'
import { createKeeper, type Keeper, type KeeperOptions } from '../../src/credential/keeper.ts'
import type { Source } from '../../src/credential/sources/source.ts'
import { messages } from '../../src/gateway/dialects/messages.ts'
import type { GatewayEvent } from '../../src/gateway/events.ts'
import { type Gateway, type GatewayOptions, openGateway } from '../../src/gateway/gateway.ts'
import { createLocalKeys, openLocalKey } from '../../src/gateway/local-keys.ts'
import { createPacer, type PacerLimits } from '../../src/gateway/pacer.ts'
import type { Upstream } from '../../src/gateway/upstream.ts'
import { Secret } from '../../src/secret.ts'

/** The n-th key of {@link mintingSource}. */
export const minted = (n: number): string => `fake-key-${n}-0123456789abcdef`

/** A source that makes a new key at each call, at once, and says how often it was called. */
export function mintingSource(traits: Partial<Source> = {}): Source & { readonly calls: number } {
  let calls = 0
  return {
    origin: 'command mint',
    stable: false,
    renewableUnattended: true,
    lapsesWhenIdle: false,
    ...traits,
    get calls() {
      return calls
    },
    async obtain() {
      calls += 1
      return { secret: new Secret(minted(calls)), life: {} }
    },
  }
}

/** A source that gives what `key` holds at the moment, as a file or a vault does. */
export function readingSource(key: { now: string }): Source & { readonly calls: number } {
  let calls = 0
  return {
    ...mintingSource({ origin: 'file ~/.key', stable: true }),
    get calls() {
      return calls
    },
    async obtain() {
      calls += 1
      return { secret: new Secret(key.now), life: {} }
    },
  }
}

export interface GatewayWorldOptions {
  /** Default {@link mintingSource}. */
  readonly source?: Source & { readonly calls: number }
  /** Of gateway, keeper and emulator. Default the system's. */
  readonly clock?: Clock
  readonly emulator?: EmulatorOptions
  readonly keeper?: Partial<KeeperOptions>
  readonly upstream?: Partial<Upstream>
  readonly limits?: Partial<PacerLimits>
  readonly gateway?: Partial<GatewayOptions>
}

/** A gateway on real sockets in front of the emulator, and everything that it announced. */
export interface GatewayWorld extends AsyncDisposable {
  readonly emulator: Emulator
  readonly gateway: Gateway
  readonly keeper: Keeper
  readonly source: { readonly calls: number }
  /** The local key of a run, and one that lasts. */
  readonly key: string
  readonly lasting: string
  readonly events: readonly (GatewayEvent | KeeperEvent)[]
  /** The types of the gateway's events so far, with what tells them apart. */
  steps(): string[]
  /** Header and body of a Messages request as bytes, with the run's key; see {@link messagesRequest}. */
  request(over?: Readonly<Record<string, string | null>>, body?: unknown): string
  /** A raw connection to the gateway. */
  connect(): RawClient
  /** A Messages request by `fetch`. */
  ask(init?: {
    headers?: Record<string, string>
    body?: NonNullable<RequestInit['body']>
    signal?: AbortSignal
  }): Promise<Response>
}

export const question = { model: 'claude-sonnet-5', max_tokens: 64, messages: [{ role: 'user', content: 'hello' }] }

const step = (event: GatewayEvent | KeeperEvent): string[] => {
  switch (event.type) {
    case 'answer':
    case 'done':
      return [`${event.type} ${event.status}`]
    case 'verdict':
      return [`verdict ${event.verdict}`]
    case 'stopped':
    case 'refused':
      return [`${event.type} ${event.status} ${event.code}`]
    case 'unreplayable':
      return [`unreplayable ${event.reason}`]
    case 'paced':
    case 'propagation-wait':
      return [`${event.type} ${event.waitMs}`]
    case 'renewing':
      return [`renewing ${event.why}`]
    case 'renewed':
    case 'renewal-failed':
    case 'source-slow':
    // What an answer said, for whoever explains it afterwards; no step of its own.
    case 'failure':
      return []
    default:
      return [event.type]
  }
}

export async function openGatewayWorld(options: GatewayWorldOptions = {}): Promise<GatewayWorld> {
  const clock = options.clock ?? systemClock
  const source = options.source ?? mintingSource()
  const emulator = await startEmulator({ clock, ...options.emulator })
  const events: (GatewayEvent | KeeperEvent)[] = []
  const announce = (event: GatewayEvent | KeeperEvent) => void events.push(event)
  const keeper = createKeeper({ identity: 'test', source, clock, announce, random: () => 0.5, ...options.keeper })
  const upstream: Upstream = {
    profile: 'work',
    base: emulator.url,
    dialect: messages,
    header: 'x-api-key',
    keeper,
    skew: null,
    pacer: createPacer(clock, { concurrency: null, minGapMs: null, ...options.limits }),
    rules: { renewOn: [], denyOn: [] },
    models: null,
    proxy: false,
    tls: null,
    ...options.upstream,
  }
  const keys = createLocalKeys()
  const key = openLocalKey(keys.issue({ profile: 'work', kind: 'run' }))
  const lasting = openLocalKey(keys.issue({ profile: 'work', kind: 'lasting' }))
  const upstreams = new Map([['work', upstream]])
  const gateway = openGateway({ port: 0, keys, upstreams, clock, announce, ...options.gateway })
  const host = `127.0.0.1:${gateway.port}`
  return {
    emulator,
    gateway,
    keeper,
    source,
    key,
    lasting,
    events,
    steps: () => events.flatMap(step),
    request: (over = {}, body = question) => messagesRequest({ host, 'x-api-key': key, ...over }, body),
    connect: () => rawClient(gateway.port),
    ask: ({ headers, body, signal } = {}) =>
      fetch(`${gateway.url}/v1/messages`, {
        method: 'POST',
        headers: {
          'x-api-key': key,
          'content-type': 'application/json',
          'anthropic-version': '2023-06-01',
          ...headers,
        },
        body: body ?? JSON.stringify(question),
        redirect: 'manual',
        ...(signal === undefined ? {} : { signal }),
      }),
    async [Symbol.asyncDispose]() {
      keeper.close()
      await gateway.close(true)
      await emulator.close()
    },
  }
}
