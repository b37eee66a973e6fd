import { describe, expect, test } from 'bun:test'
import Anthropic from '@anthropic-ai/sdk'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { systemClock } from '../../src/clock.ts'
import type { KeeperEvent } from '../../src/credential/events.ts'
import { type Daemon, type DaemonOptions, openDaemon } from '../../src/daemon/daemon.ts'
import { asWarmkeyError } from '../../src/errors.ts'
import type { GatewayEvent } from '../../src/gateway/events.ts'
import { openLocalKey } from '../../src/gateway/local-keys.ts'
import { type ProfileInput, profileSchema } from '../../src/profile.ts'
import { makeCertificates } from '../kit/certificates.ts'
import { mintedKey, mintingHelper } from '../kit/helper-script.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'

interface Open extends AsyncDisposable {
  readonly daemon: Daemon
  readonly env: Record<string, string>
  readonly events: (GatewayEvent | KeeperEvent)[]
  client(profile?: string, how?: 'apiKey' | 'authToken'): Anthropic
}

function open(
  profiles: Record<string, ProfileInput>,
  { home, ...more }: Partial<DaemonOptions> & { home?: string } = {},
): Open {
  const env: Record<string, string> = {}
  const events: (GatewayEvent | KeeperEvent)[] = []
  const parsed = Object.fromEntries(Object.entries(profiles).map(([name, input]) => [name, profileSchema.parse(input)]))
  const announce = (event: GatewayEvent | KeeperEvent) => void events.push(event)
  const deps = { clock: systemClock, env, home: home ?? '/nowhere', announce }
  const daemon = openDaemon({ profiles: parsed, keys: 'run', deps, ...more })
  return {
    daemon,
    env,
    events,
    client(profile = 'work', how = 'apiKey') {
      const key = daemon.keys.get(profile)
      const given = { apiKey: null, authToken: null, [how]: key === undefined ? 'none' : openLocalKey(key) }
      return new Anthropic({ baseURL: daemon.url, maxRetries: 0, ...given })
    },
    [Symbol.asyncDispose]: () => daemon.close(true),
  }
}

const ask = { model: 'claude-sonnet-5', max_tokens: 64, messages: [{ role: 'user' as const, content: 'good day' }] }
const said = async (client: Anthropic) => (await client.messages.create(ask)).content[0]

async function emulator(...keys: readonly string[]): Promise<Emulator & AsyncDisposable> {
  const started = await startEmulator()
  for (const key of keys) started.accept(key)
  return { ...started, [Symbol.asyncDispose]: () => started.close() }
}

const sources: readonly (readonly [
  string,
  (scratch: Scratch, set: Record<string, string>) => { source: ProfileInput['source']; put(key: string): void },
])[] = [
  ['env', (_, env) => ({ source: { type: 'env', name: 'KEY' }, put: (key) => void Object.assign(env, { KEY: key }) })],
  [
    'file',
    (scratch) => ({
      source: { type: 'file', path: scratch.path('key') },
      put: (key) => void scratch.write('key', `${key}\n`),
    }),
  ],
  [
    'command',
    (scratch) => ({
      source: { type: 'command', command: `cat '${scratch.path('key')}'` },
      put: (key) => void scratch.write('key', key),
    }),
  ],
]

describe.each(sources)('a key from %s', (_, make) => {
  test('that was exchanged behind our back is fetched when the old one is refused', async () => {
    using scratch = makeScratch()
    await using upstream = await emulator('fake-key-of-monday', 'fake-key-of-tuesday')
    const env: Record<string, string> = {}
    const { source, put } = make(scratch, env)
    await using opened = open({ work: { source, upstream: { url: upstream.url } } }, { home: scratch.root })
    const give = (key: string) => {
      put(key)
      Object.assign(opened.env, env)
    }
    give('fake-key-of-monday')
    expect(await said(opened.client())).toMatchObject({ text: 'You said: good day' })
    give('fake-key-of-tuesday')
    upstream.wording('expired', 'databricks-invalid-token')
    upstream.expire('fake-key-of-monday')
    const stream = opened.client('work', 'authToken').messages.stream(ask)
    expect((await stream.finalMessage()).content).toMatchObject([{ text: 'You said: good day' }])
    expect(new Set(upstream.seen.map(({ credentials }) => credentials[0]?.fingerprint)).size).toBe(2)
  })
})

describe('profiles', () => {
  test('each have a key of their own that opens nothing else', async () => {
    using scratch = makeScratch()
    await using first = await emulator('fake-key-of-first')
    await using second = await emulator('fake-key-of-second')
    scratch.write('first', 'fake-key-of-first')
    scratch.write('second', 'fake-key-of-second')
    const profile = (name: string, url: string): ProfileInput => ({
      source: { type: 'file', path: scratch.path(name) },
      upstream: { url },
    })
    await using opened = open({ first: profile('first', first.url), second: profile('second', second.url) })
    await said(opened.client('second'))
    await said(opened.client('first'))
    await said(opened.client('second'))
    expect([first.seen.length, second.seen.length]).toEqual([1, 2])
    expect(second.seen[0]?.credentials).not.toEqual(first.seen[0]?.credentials ?? [])
  })

  test('with the same source and upstream share one keeper, and a command is run once for both', async () => {
    using scratch = makeScratch()
    await using upstream = await emulator(mintedKey(1))
    const helper = mintingHelper(scratch)
    const profile: ProfileInput = { source: { type: 'command', command: helper.path }, upstream: { url: upstream.url } }
    const two = { ...profile, models: { sonnet: 'claude-sonnet-5' } }
    await using opened = open({ one: profile, two }, { home: scratch.root })
    await Promise.all([said(opened.client('one')), said(opened.client('two'))])
    expect(opened.daemon.keepers.get('one')).toBe(opened.daemon.keepers.get('two'))
    expect(helper.calls()).toBe(1)
  })

  test('reach their upstream under its base path, over TLS of their own authority, in the header it wants', async () => {
    using scratch = makeScratch()
    const { ca, server } = makeCertificates()
    scratch.write('ca.pem', ca)
    scratch.write('key', 'fake-key-of-work')
    const seen: (string | null)[] = []
    const upstream = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      tls: server,
      fetch(request) {
        seen.push(new URL(request.url).pathname, request.headers.get('x-corp-token'), request.headers.get('x-api-key'))
        return Response.json({ type: 'message', content: [{ type: 'text', text: 'hello' }] })
      },
    })
    const url = `https://127.0.0.1:${upstream.port}/llm/anthropic/`
    const work = {
      source: { type: 'file', path: '~/key' },
      upstream: { url, caFile: '~/ca.pem', header: 'X-Corp-Token' },
    } as const
    await using opened = open({ work }, { home: scratch.root })
    expect(await said(opened.client())).toMatchObject({ text: 'hello' })
    expect(seen).toEqual(['/llm/anthropic/v1/messages', 'fake-key-of-work', null])
    await upstream.stop(true)
  })
})

test('what cannot be opened leaves nothing open', async () => {
  const url = 'https://127.0.0.1:1'
  const source = { type: 'env', name: 'KEY' } as const
  const refused = (profile: ProfileInput, more: Partial<DaemonOptions> = {}): string => {
    try {
      void open({ work: profile }, more).daemon.close(true)
      return 'nothing'
    } catch (thrown) {
      return asWarmkeyError(thrown).code
    }
  }
  const taken = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response() })
  const port = taken.port ?? 0
  expect(refused({ source, upstream: { url, caFile: '/nowhere/ca.pem' } })).toBe('config-invalid')
  expect(refused({ source, upstream: { url } }, { listen: { port } })).toBe('port-in-use')
  await taken.stop(true)
  expect(refused({ source, upstream: { url } }, { listen: { port } })).toBe('nothing')
})

test('a daemon that closes lets running answers end, and then listens no more', async () => {
  using scratch = makeScratch()
  await using upstream = await emulator('fake-key')
  scratch.write('key', 'fake-key')
  const { promise: go, resolve } = Promise.withResolvers<void>()
  upstream.script({ kind: 'stream', deltas: 3, beforeDelta: (index) => (index === 1 ? go : undefined) })
  const work: ProfileInput = { source: { type: 'file', path: scratch.path('key') }, upstream: { url: upstream.url } }
  const opened = open({ work })
  const stream = opened.client().messages.stream(ask)
  const first = Promise.withResolvers<void>()
  stream.on('text', () => first.resolve())
  await first.promise
  const closing = opened.daemon.close()
  resolve()
  expect((await stream.finalMessage()).stop_reason).toBe('end_turn')
  await closing
  await expect(fetch(opened.daemon.url)).rejects.toThrow()
})
