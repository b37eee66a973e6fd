import { describe, expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import type { LaunchInput } from '../client.ts'
import { launch } from './launch.ts'

const key = `wk-${'k'.repeat(43)}`

const start = (
  paper: Paper,
  args: string[] = [],
  more: { dialect?: string; upstreamUrl?: string; aws?: LaunchInput['aws'] } = {},
) => {
  const {
    env,
    settings,
    args: argsFor,
  } = launch({
    world: paperWorld(paper),
    args,
    gatewayUrl: 'http://127.0.0.1:4711',
    localKey: key,
    dialect: more.dialect ?? 'messages',
    upstreamUrl: more.upstreamUrl ?? 'https://llm.example',
    aws: more.aws,
  })
  return { env, settings: JSON.parse(settings ?? 'null'), args: argsFor('/run/settings.json') }
}

test('base URL and local key go into a settings file, the key nowhere else', () => {
  const { env, settings, args } = start({ env: { ANTHROPIC_API_KEY: 'real', ANTHROPIC_AUTH_TOKEN: 'real' } }, [
    '-p',
    'hi',
  ])
  expect(settings).toEqual({
    env: {
      ANTHROPIC_API_KEY: '',
      ANTHROPIC_AUTH_TOKEN: key,
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:4711',
      ANTHROPIC_UNIX_SOCKET: '',
      CLAUDE_CODE_OAUTH_TOKEN: '',
      CLAUDE_CODE_USE_ANTHROPIC_AWS: '',
      CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD: '',
      CLAUDE_CODE_USE_BEDROCK: '',
      CLAUDE_CODE_USE_FOUNDRY: '',
      CLAUDE_CODE_USE_GATEWAY: '',
      CLAUDE_CODE_USE_MANTLE: '',
      CLAUDE_CODE_USE_VERTEX: '',
      NO_PROXY: '127.0.0.1,localhost,::1',
      no_proxy: '127.0.0.1,localhost,::1',
    },
    apiKeyHelper: '',
  })
  expect(args).toEqual(['--settings', '/run/settings.json', '-p', 'hi'])
  expect(env).toMatchObject({
    ANTHROPIC_API_KEY: null,
    ANTHROPIC_AUTH_TOKEN: null,
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:4711',
    NO_PROXY: '127.0.0.1,localhost,::1',
  })
  expect(JSON.stringify([env, args])).not.toContain(key)
})

test.each<[string, Paper, string[]]>([
  [
    'text',
    {},
    [
      '-p',
      '--settings',
      '{"model":"m","env":{"FOO":"1","ANTHROPIC_BASE_URL":"https://own.example"},"apiKeyHelper":"own"}',
    ],
  ],
  [
    'a file',
    {
      files: {
        '/home/dev/shop/own.json': {
          model: 'm',
          env: { FOO: '1', ANTHROPIC_BASE_URL: 'https://own.example' },
          apiKeyHelper: 'own',
        },
      },
    },
    ['--settings=own.json', '-p'],
  ],
])('the user’s own --settings (%s) keeps everything but what is ours', (_, paper, args) => {
  const { settings, args: childArgs } = start(paper, args)
  expect(settings).toMatchObject({
    model: 'm',
    apiKeyHelper: '',
    env: { FOO: '1', ANTHROPIC_BASE_URL: 'http://127.0.0.1:4711', ANTHROPIC_AUTH_TOKEN: key },
  })
  expect(childArgs).toEqual(['--settings', '/run/settings.json', '-p'])
})

test.each([
  [
    'a file that is not there',
    'gone.json',
    '/home/dev/shop/gone.json (--settings) was not found. Mend that file or leave --settings out.',
  ],
  [
    'text that is no JSON',
    '{"a":1,}',
    '--settings is not valid JSON (no comments, no trailing commas), so Claude Code ignores all of it. Mend that file or leave --settings out.',
  ],
])('own settings that the client would drop, ours with them: %s', (_, value, sentence) => {
  expect(() => start({}, ['--settings', value])).toThrow(expect.objectContaining({ code: 'usage', sentence }))
})

const user = '/home/dev/.claude/settings.json'

test('loopback joins the exceptions that count: those of settings before those of the shell', () => {
  const { settings, env } = start({
    env: { NO_PROXY: 'shell.example' },
    files: { [user]: { env: { NO_PROXY: 'corp.example' } } },
  })
  expect([settings.env.NO_PROXY, settings.env.no_proxy, env.NO_PROXY]).toEqual(
    Array(3).fill('corp.example,127.0.0.1,localhost,::1'),
  )
})

test('custom headers are touched only for the credential in them', () => {
  const clean = start({ env: { ANTHROPIC_CUSTOM_HEADERS: 'x-team: a' } })
  expect('ANTHROPIC_CUSTOM_HEADERS' in clean.settings.env || 'ANTHROPIC_CUSTOM_HEADERS' in clean.env).toBe(false)
  const dirty = start({
    files: { [user]: { env: { ANTHROPIC_CUSTOM_HEADERS: 'x-team: a\nX-API-Key: real\nAuthorization : Bearer real' } } },
  })
  expect([dirty.settings.env.ANTHROPIC_CUSTOM_HEADERS, dirty.env.ANTHROPIC_CUSTOM_HEADERS]).toEqual([
    'x-team: a',
    'x-team: a',
  ])
})

test.each([
  [
    'bedrock',
    {
      CLAUDE_CODE_USE_BEDROCK: '1',
      CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1',
      ANTHROPIC_BEDROCK_BASE_URL: 'http://127.0.0.1:4711',
      AWS_BEARER_TOKEN_BEDROCK: '',
      CLAUDE_CODE_USE_VERTEX: '',
    },
  ],
  [
    'vertex',
    {
      CLAUDE_CODE_USE_VERTEX: '1',
      CLAUDE_CODE_SKIP_VERTEX_AUTH: '1',
      ANTHROPIC_VERTEX_BASE_URL: 'http://127.0.0.1:4711',
      CLAUDE_CODE_USE_BEDROCK: '',
    },
  ],
  [
    'foundry',
    {
      CLAUDE_CODE_USE_FOUNDRY: '1',
      CLAUDE_CODE_SKIP_FOUNDRY_AUTH: '1',
      ANTHROPIC_FOUNDRY_BASE_URL: 'http://127.0.0.1:4711',
      ANTHROPIC_FOUNDRY_API_KEY: '',
    },
  ],
])('a profile of the dialect %s switches that mode on and the others off', (dialect, expected) => {
  expect(start({}, [], { dialect }).settings.env).toMatchObject(expected)
})

test('what the client does for Anthropic’s own address alone stays on when that is where the gateway sends', () => {
  const features = (paper: Paper, upstreamUrl: string) => {
    const { settings } = start(paper, [], { upstreamUrl })
    return [settings.env.ENABLE_TOOL_SEARCH, settings.env.CLAUDE_CODE_ENABLE_FINE_GRAINED_TOOL_STREAMING]
  }
  expect(features({}, 'https://api.anthropic.com')).toEqual(['true', '1'])
  expect(features({ env: { ENABLE_TOOL_SEARCH: 'false' } }, 'https://api.anthropic.com')).toEqual([undefined, '1'])
  expect(features({}, 'https://api.anthropic.com.thief.example')).toEqual([undefined, undefined])
})

describe('Bedrock', () => {
  const toBedrock = (paper: Paper, region = 'us-east-1') =>
    start(paper, [], { dialect: 'bedrock', aws: { service: 'bedrock', region } })

  test('the Bedrock key is withheld, and what else is of AWS stays for the programs that the client starts', () => {
    const env = {
      AWS_BEARER_TOKEN_BEDROCK: 'real',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_PROFILE: 'dev',
      AWS_REGION: 'us-east-1',
    }
    const started = toBedrock({ env })
    const touched = { ...started.env, ...started.settings.env }
    expect(Object.entries(touched).filter(([name]) => name.startsWith('AWS_'))).toEqual([
      ['AWS_BEARER_TOKEN_BEDROCK', ''],
    ])
    expect(started.settings.env.ANTHROPIC_AUTH_TOKEN).toBe(key)
    expect(JSON.stringify(started.env)).not.toContain(key)
  })

  test('the client obtains nothing by itself', () => {
    const { settings } = toBedrock({ files: { [user]: { awsAuthRefresh: 'x', awsCredentialExport: 'y' } } })
    expect(settings).toMatchObject({ apiKeyHelper: '', awsAuthRefresh: '', awsCredentialExport: '' })
  })

  test('the client is told the region only where its own is another', () => {
    expect(toBedrock({}, 'eu-west-1').settings.env.AWS_REGION).toBe('eu-west-1')
    const own = toBedrock({ env: { AWS_REGION: 'eu-west-1' } }, 'eu-west-1')
    expect([own.settings.env.AWS_REGION, own.env.AWS_REGION]).toEqual([undefined, undefined])
  })
})

test('the Claude Platform on AWS keeps its mode where the client was in it', () => {
  const aws = { service: 'aws-external-anthropic', region: 'us-west-2' }
  const env = { CLAUDE_CODE_USE_ANTHROPIC_AWS: '1', ANTHROPIC_AWS_API_KEY: 'real', ANTHROPIC_AWS_WORKSPACE_ID: 'w' }
  const inMode = start({ env }, [], { aws })
  expect(inMode.settings.env).toMatchObject({
    CLAUDE_CODE_USE_ANTHROPIC_AWS: '1',
    ANTHROPIC_AWS_BASE_URL: 'http://127.0.0.1:4711',
    ANTHROPIC_AWS_API_KEY: key,
  })
  expect(inMode.env.ANTHROPIC_AWS_API_KEY).toBeNull()
  expect('ANTHROPIC_AWS_WORKSPACE_ID' in inMode.env).toBe(false)
  const outside = start({}, [], { aws }).settings.env
  expect([outside.CLAUDE_CODE_USE_ANTHROPIC_AWS, outside.ANTHROPIC_BASE_URL]).toEqual(['', 'http://127.0.0.1:4711'])
})
