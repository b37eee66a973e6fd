import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import type { KeeperEvent } from '../credential/events.ts'
import type { Keeper } from '../credential/keeper.ts'
import type { GatewayEvent } from '../gateway/events.ts'
import { type Profile, type ProfileInput, profileSchema } from '../profile.ts'
import { Secret } from '../secret.ts'
import { credentialHeader, keeperOf, upstreamOf } from './upstreams.ts'

const clock = createFakeClock()
const deps = { clock, env: { KEY: 'fake-key-12345', HTTPS_PROXY: 'http://proxy.example:3128' }, home: '/home/dev' }
const profile = (upstream: Partial<ProfileInput['upstream']> = {}, more: Partial<ProfileInput> = {}): Profile =>
  profileSchema.parse({
    source: { type: 'env', name: 'KEY', ttl: '1h' },
    upstream: { url: 'https://a.example/base/', ...upstream },
    ...more,
  })

test('what a profile says becomes an upstream', () => {
  const { base, header, models, rules, proxy, tls, dialect } = upstreamOf(
    'work',
    profile({ header: 'X-Api-Key' }, { models: { small: 'claude-haiku-4-5' }, denyOn: [{ status: 403 }] }),
    new Map(),
    deps,
  )
  expect({ base, header, models, rules, proxy, tls, dialect: dialect.id }).toEqual({
    base: 'https://a.example/base',
    header: 'x-api-key',
    models: new Map([['small', 'claude-haiku-4-5']]),
    rules: { renewOn: [], denyOn: [{ status: 403 }] },
    proxy: 'http://proxy.example:3128',
    tls: null,
    dialect: 'messages',
  })
})

test('the user’s numbers and time to live reach the keeper, whose steps are announced', async () => {
  const events: (GatewayEvent | KeeperEvent)[] = []
  const announce = (event: GatewayEvent | KeeperEvent) => void events.push(event)
  const keepers = new Map<string, Keeper>()
  const keeper = keeperOf(profile({}, { renewal: { earlyShare: 0.4, earlyMax: '1h' } }), keepers, { ...deps, announce })
  expect(keeper.ttlMs).toBe(3_600_000)
  await keeper.get()
  expect(events.map(({ type }) => type)).toEqual(['renewing', 'renewed'])
  await clock.advance(37 * 60_000)
  await keeper.get()
  expect(events.at(-1)).toMatchObject({ type: 'renewing', why: 'early' })
  expect(keepers.size).toBe(1)
})

test('another way to the credential may be put before the source', async () => {
  const keeper = keeperOf(profile(), new Map(), {
    ...deps,
    sourceOf: (_, own) => ({ ...own, obtain: async () => ({ secret: new Secret('another-key'), life: {} }) }),
  })
  expect((await keeper.get()).secret.open()).toBe('another-key')
  expect(keeper.source.origin).toBe('env KEY')
})

test.each<[string, Partial<ProfileInput['upstream']>, object]>([
  [
    'Bedrock',
    { url: undefined, dialect: 'bedrock', region: 'us-east-1' },
    {
      base: 'https://bedrock-runtime.us-east-1.amazonaws.com',
      header: 'authorization',
      signing: { service: 'bedrock', region: 'us-east-1' },
    },
  ],
  [
    'the Claude Platform on AWS',
    { url: 'https://aws-external-anthropic.us-west-2.api.aws', workspace: 'wrkspc_1' },
    {
      header: 'x-api-key',
      signing: { service: 'aws-external-anthropic', region: 'us-west-2' },
      extra: { 'anthropic-workspace-id': 'wrkspc_1' },
    },
  ],
  [
    'Mantle with a header of the user’s choice',
    { url: undefined, service: 'bedrock-mantle', region: 'us-east-1', header: 'x-corp' },
    { base: 'https://bedrock-mantle.us-east-1.api.aws/anthropic', header: 'x-corp' },
  ],
])('%s is signed for', (_, block, wanted) => {
  expect(upstreamOf('work', profile(block), new Map(), deps)).toMatchObject(wanted)
})

test('what is not of AWS is not signed for', () => {
  const upstream = upstreamOf('work', profile(), new Map(), deps)
  expect('signing' in upstream || 'extra' in upstream).toBe(false)
})

test.each<[Partial<ProfileInput['upstream']>, string]>([
  [{}, 'both'],
  [{ header: 'X-Corp' }, 'x-corp'],
  [{ url: undefined, dialect: 'bedrock', region: 'us-east-1' }, 'authorization'],
  [{ url: undefined, service: 'aws-external-anthropic', region: 'us-east-1' }, 'x-api-key'],
  [{ service: 'execute-api', region: 'us-east-1' }, 'both'],
])('the key of %p goes into %s', (block, header) => {
  expect(credentialHeader(profile(block).upstream)).toBe(header)
})
