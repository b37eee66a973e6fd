import { expect, test } from 'bun:test'
import type { Found, FoundCredential } from '../../clients/client.ts'
import { profileOf } from './profile.ts'

const shell = { scope: 'shell', place: 'the shell', trusted: true } as const
const found = (credential: FoundCredential, url = 'https://llm.example'): Found => ({
  kind: 'key',
  credential,
  baseUrl: { url, origin: shell },
  sourceEnv: {},
  remarks: [],
})
const token = (at: Extract<FoundCredential, { type: 'token' | 'api-key' }>['at']) =>
  found({ type: 'token', name: 'ANTHROPIC_AUTH_TOKEN', at, origin: shell })

test.each<[string, Found, unknown, string]>([
  ['a token of the shell', token({ in: 'shell' }), { type: 'env', name: 'ANTHROPIC_AUTH_TOKEN' }, 'authorization'],
  [
    'a token of inline settings',
    token({ in: 'source-env' }),
    { type: 'env', name: 'ANTHROPIC_AUTH_TOKEN' },
    'authorization',
  ],
  [
    'a token of a file',
    token({ in: 'file', path: '/h/settings.json', pointer: '/env/ANTHROPIC_AUTH_TOKEN' }),
    { type: 'file', path: '/h/settings.json', field: '/env/ANTHROPIC_AUTH_TOKEN' },
    'authorization',
  ],
  [
    'an API key',
    found({ type: 'api-key', name: 'ANTHROPIC_API_KEY', at: { in: 'shell' }, origin: shell }),
    { type: 'env', name: 'ANTHROPIC_API_KEY' },
    'x-api-key',
  ],
  [
    'a helper',
    found({ type: 'helper', command: './mint', ttlMs: 300_000, origin: shell }),
    { type: 'command', command: './mint', cwd: '/p', ttl: '300000ms', timeout: '600s' },
    'both',
  ],
  [
    'a helper asked at every request',
    found({ type: 'helper', command: './mint', ttlMs: 1, origin: shell }),
    { type: 'command', command: './mint', cwd: '/p', ttl: '1000ms', timeout: '600s' },
    'both',
  ],
])('%s as a profile', (_, given, source, header) => {
  const profile = profileOf(given, '/p')
  expect<unknown>({
    source: profile.source,
    url: profile.upstream.url,
    dialect: profile.upstream.dialect,
    header: profile.upstream.header,
  }).toEqual({
    source,
    url: 'https://llm.example',
    dialect: 'messages',
    header,
  })
})

test('a base URL that would show the key to the network is refused with its place', () => {
  const given = found(
    { type: 'api-key', name: 'ANTHROPIC_API_KEY', at: { in: 'shell' }, origin: shell },
    'http://llm.example',
  )
  expect(() => profileOf(given, '/p')).toThrow(/^ANTHROPIC_BASE_URL \(the shell\) is not encrypted/)
})

test.each<[string, Partial<Found> & { credential: FoundCredential }, unknown, unknown]>([
  [
    'the chain of AWS',
    { credential: { type: 'aws', profile: 'dev', origin: shell } },
    { type: 'aws', profile: 'dev', region: 'eu-west-1' },
    'https://bedrock-runtime.eu-west-1.amazonaws.com',
  ],
  [
    'a profile whose name no command line takes as it is, which AWS_PROFILE carries,',
    { credential: { type: 'aws', profile: 'My Profile', origin: shell } },
    { type: 'aws', region: 'eu-west-1' },
    'https://bedrock-runtime.eu-west-1.amazonaws.com',
  ],
  [
    'a Bedrock key, to an address of its own',
    {
      credential: { type: 'token', name: 'AWS_BEARER_TOKEN_BEDROCK', at: { in: 'shell' }, origin: shell },
      baseUrl: { url: 'https://vpce.example', origin: shell },
    },
    { type: 'env', name: 'AWS_BEARER_TOKEN_BEDROCK' },
    'https://vpce.example',
  ],
])('%s as a profile', (_, over, source, url) => {
  const base = { ...found(over.credential), baseUrl: { url: null, origin: null } }
  const profile = profileOf({ ...base, aws: { dialect: 'bedrock', region: 'eu-west-1' }, ...over }, '/p')
  expect<unknown>([profile.source, profile.upstream]).toEqual([
    source,
    {
      url,
      dialect: 'bedrock',
      service: 'bedrock',
      region: 'eu-west-1',
      ...(over.credential.type === 'token' ? { header: 'authorization' } : {}),
    },
  ])
})

test('a region that is none is refused with its name', () => {
  const base = { ...found({ type: 'aws', profile: null, origin: shell }), baseUrl: { url: null, origin: null } }
  const given: Found = { ...base, aws: { dialect: 'bedrock', region: 'moon' } }
  expect(() => profileOf(given, '/p')).toThrow(/^The AWS region \(the shell\) is not /)
})
