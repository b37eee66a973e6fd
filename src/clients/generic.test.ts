import { expect, test } from 'bun:test'
import { paperWorld } from '../../test/kit/paper-world.ts'
import { forScripts } from './claude-code/inherited.ts'
import { generic } from './generic.ts'

const find = (env: Record<string, string>) => {
  const found = generic.find(paperWorld({ env }), [], () => 'no')
  return found.kind === 'key' && 'name' in found.credential ? [found.credential.name, found.baseUrl.url] : found.kind
}

test.each<[Record<string, string>, string | string[]]>([
  [{}, 'nothing'],
  [{ ANTHROPIC_AUTH_TOKEN: ' ' }, 'nothing'],
  [{ ANTHROPIC_API_KEY: 'k' }, ['ANTHROPIC_API_KEY', 'https://api.anthropic.com']],
  [
    { ANTHROPIC_API_KEY: 'k', ANTHROPIC_AUTH_TOKEN: 't', ANTHROPIC_BASE_URL: 'https://a.example ' },
    ['ANTHROPIC_AUTH_TOKEN', 'https://a.example'],
  ],
])('any command, with the environment %j', (env, expected) => {
  expect<unknown>(find(env)).toEqual(expected)
})

const launch = (env: Record<string, string>) =>
  generic.launch({
    world: paperWorld({ env }),
    args: ['-x'],
    gatewayUrl: 'http://127.0.0.1:1',
    localKey: 'wk-key',
    dialect: 'messages',
    upstreamUrl: undefined,
  })

test('it is told by its environment alone, and a real API key does not stay in it', () => {
  const { env, settings, args } = launch({ ANTHROPIC_AUTH_TOKEN: 'real', no_proxy: 'corp.example' })
  expect({ env, settings, args: args('') }).toEqual({
    env: {
      ...forScripts(paperWorld()),
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
      ANTHROPIC_AUTH_TOKEN: 'wk-key',
      ANTHROPIC_API_KEY: null,
      NO_PROXY: 'corp.example,127.0.0.1,localhost,::1',
      no_proxy: 'corp.example,127.0.0.1,localhost,::1',
    },
    settings: null,
    args: ['-x'],
  })
})

test('where managed settings choose the address, it is said where the local key goes', () => {
  const of = (env: object) => {
    const world = paperWorld({ files: { '/etc/claude-code/managed-settings.json': { env } } })
    const given = { world, args: [], gatewayUrl: 'http://127.0.0.1:1', localKey: 'wk-key', upstreamUrl: undefined }
    return ['messages', 'bedrock'].map((dialect) => generic.launch({ ...given, dialect }).notice)
  }
  expect(of({ ANTHROPIC_BASE_URL: 'https://m.example' })).toEqual([
    expect.stringMatching(/^Managed settings \(.*managed-settings\.json\) send every Claude Code .* past warmkey/),
    undefined,
  ])
  for (const env of [{}, { ANTHROPIC_BASE_URL: ' ' }, { ANTHROPIC_MODEL: 'm' }])
    expect(of(env)).toEqual([undefined, undefined])
})

test('where an API key was, the local key takes its place', () => {
  expect(launch({ ANTHROPIC_API_KEY: 'real' }).env.ANTHROPIC_API_KEY).toBe('wk-key')
})

test('a program of Bedrock signs with the local key and sees no other key of AWS', () => {
  const world = paperWorld({ env: { AWS_PROFILE: 'dev', AWS_SESSION_TOKEN: 'real', AWS_BEARER_TOKEN_BEDROCK: 'real' } })
  const given = { world, args: [], gatewayUrl: 'http://127.0.0.1:1', localKey: 'wk-key', upstreamUrl: undefined }
  const aws = { service: 'bedrock', region: 'eu-west-1' }
  expect(generic.launch({ ...given, dialect: 'bedrock', aws }).env).toMatchObject({
    ANTHROPIC_BEDROCK_BASE_URL: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:1',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'wk-key',
    AWS_SESSION_TOKEN: null,
    AWS_BEARER_TOKEN_BEDROCK: null,
    AWS_PROFILE: null,
  })
})
