import { describe, expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import type { ConnectPlan } from '../settings/connection.ts'
import { claudeConnection } from './connection.ts'

const plan: ConnectPlan = {
  mode: 'gateway',
  scope: 'user',
  gatewayUrl: 'http://127.0.0.1:9276',
  localKey: 'wk-local',
  helper: '/opt/warmkey token --profile work',
  dialect: 'messages',
  upstreamUrl: 'https://llm.example/anthropic',
}
const anthropic = { ...plan, upstreamUrl: 'https://api.anthropic.com' }

function connected(text: unknown, given: ConnectPlan = plan, paper: Paper = {}): unknown {
  const result = claudeConnection.connect(text === null ? null : JSON.stringify(text), given, paperWorld(paper))
  return 'refused' in result ? result : JSON.parse(result.text)
}

const pointed = { ANTHROPIC_BASE_URL: 'http://127.0.0.1:9276', ANTHROPIC_AUTH_TOKEN: 'wk-local' }

test('where each scope lives', () => {
  const path = (scope: ConnectPlan['scope'], paper: Paper = {}) => claudeConnection.path(paperWorld(paper), scope)
  expect(path('user')).toBe('/home/dev/.claude/settings.json')
  expect(path('user', { env: { CLAUDE_CONFIG_DIR: '/etc/claude' } })).toBe('/etc/claude/settings.json')
  expect(path('project')).toBe('/home/dev/shop/.claude/settings.json')
  expect(path('local')).toBe('/home/dev/shop/.claude/settings.local.json')
  const files = { '/home/dev/shop/.git/HEAD': 'ref: x' }
  expect(path('local', { files, cwd: '/home/dev/shop/api/src' })).toBe('/home/dev/shop/.claude/settings.local.json')
})

test('gateway mode: base URL and local key, and what a base URL elsewhere switches off where the API is Anthropic’s own', () => {
  expect(connected(null)).toEqual({ env: pointed })
  const features = { ENABLE_TOOL_SEARCH: 'true', CLAUDE_CODE_ENABLE_FINE_GRAINED_TOOL_STREAMING: '1' }
  expect(connected(null, anthropic)).toEqual({ env: { ...pointed, ...features } })
  expect(connected({ env: { ENABLE_TOOL_SEARCH: 'auto' } }, anthropic)).toEqual({
    env: { ...pointed, ...features, ENABLE_TOOL_SEARCH: 'auto' },
  })
})

test('gateway mode: other credentials and detours of the same file are switched off', () => {
  const env = {
    ANTHROPIC_API_KEY: 'fake-real',
    ANTHROPIC_UNIX_SOCKET: '/run/x',
    CLAUDE_CODE_USE_VERTEX: '1',
    ANTHROPIC_CUSTOM_HEADERS: 'X-Team: a\nx-api-key: fake-real',
    OTHER: 'stays',
  }
  expect(connected({ env, apiKeyHelper: 'key.sh' })).toEqual({
    env: {
      ...pointed,
      ANTHROPIC_API_KEY: '',
      ANTHROPIC_UNIX_SOCKET: '',
      CLAUDE_CODE_USE_VERTEX: '',
      ANTHROPIC_CUSTOM_HEADERS: 'X-Team: a',
      OTHER: 'stays',
    },
    apiKeyHelper: '',
  })
})

test('gateway mode: a helper of a file below is switched off, since its real key would go out beside the local one', () => {
  const files = { '/home/dev/.claude/settings.json': { apiKeyHelper: 'key.sh' } }
  expect(connected(null, { ...plan, scope: 'local' }, { files })).toEqual({ env: pointed, apiKeyHelper: '' })
})

test('with a proxy in sight loopback is spared', () => {
  const env = { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'corp.example' }
  const spared = 'corp.example,127.0.0.1,localhost,::1'
  expect(connected(null, plan, { env })).toEqual({ env: { ...pointed, NO_PROXY: spared, no_proxy: spared } })
})

test('helper mode: the command, and its key goes to its own upstream alone', () => {
  const helper = { ...plan, mode: 'helper' as const }
  expect(connected(null, helper)).toEqual({
    env: { ANTHROPIC_BASE_URL: 'https://llm.example/anthropic' },
    apiKeyHelper: '/opt/warmkey token --profile work',
  })
  expect(connected(null, { ...helper, upstreamUrl: 'https://api.anthropic.com' })).toEqual({
    apiKeyHelper: plan.helper,
  })
  expect(
    connected(
      { env: { ANTHROPIC_BASE_URL: 'https://other.example', ANTHROPIC_AUTH_TOKEN: 'fake', ANTHROPIC_API_KEY: 'fake' } },
      { ...helper, upstreamUrl: 'https://api.anthropic.com' },
    ),
  ).toEqual({
    env: { ANTHROPIC_BASE_URL: 'https://api.anthropic.com', ANTHROPIC_AUTH_TOKEN: '', ANTHROPIC_API_KEY: '' },
    apiKeyHelper: plan.helper,
  })
})

test('a file that the client drops whole is named, not half-connected', () => {
  const result = claudeConnection.connect('{"a": 1, // x\n}', plan, paperWorld())
  expect(result).toEqual({
    refused:
      '/home/dev/.claude/settings.json is not valid JSON (no comments, no trailing commas), so Claude Code ignores all of it.',
  })
})

test('where managed settings decide, that is the obstacle', () => {
  const files = { '/etc/claude-code/managed-settings.json': { env: { ANTHROPIC_BASE_URL: 'https://corp.example' } } }
  expect(claudeConnection.obstacle(paperWorld({ files }), plan)).toContain('Managed settings')
  expect(claudeConnection.obstacle(paperWorld(), plan)).toBeNull()
})

describe('a profile of Bedrock', () => {
  const bedrock: ConnectPlan = {
    ...plan,
    dialect: 'bedrock',
    upstreamUrl: 'https://bedrock-runtime.eu-west-1.amazonaws.com',
    region: 'eu-west-1',
  }
  const bedrockPointed = {
    CLAUDE_CODE_USE_BEDROCK: '1',
    CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1',
    ANTHROPIC_BEDROCK_BASE_URL: 'http://127.0.0.1:9276',
    AWS_BEARER_TOKEN_BEDROCK: '',
    ANTHROPIC_AUTH_TOKEN: 'wk-local',
  }

  test('gateway mode: the mode of the client, with the region where its own is another', () => {
    expect(connected(null, bedrock)).toEqual({ env: { ...bedrockPointed, AWS_REGION: 'eu-west-1' } })
    const own = { env: { AWS_REGION: 'eu-west-1', CLAUDE_CODE_USE_BEDROCK: '1', CLAUDE_CODE_USE_VERTEX: '1' } }
    const paper = { files: { '/home/dev/.claude/settings.json': own } }
    expect(connected(own, bedrock, paper)).toEqual({
      env: { ...own.env, ...bedrockPointed, CLAUDE_CODE_USE_VERTEX: '' },
    })
  })

  test('helper mode: the client signs by itself, with what the command prints', () => {
    const env = { CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1', ANTHROPIC_BEDROCK_BASE_URL: 'https://old.example' }
    expect(connected({ env }, { ...bedrock, mode: 'helper' })).toEqual({
      env: {
        CLAUDE_CODE_SKIP_BEDROCK_AUTH: '',
        ANTHROPIC_BEDROCK_BASE_URL: '',
        CLAUDE_CODE_USE_BEDROCK: '1',
        AWS_REGION: 'eu-west-1',
      },
      awsCredentialExport: '/opt/warmkey token --profile work --format credential-process',
    })
    const vpce = connected(null, { ...bedrock, mode: 'helper', upstreamUrl: 'https://vpce.example' })
    expect(vpce).toMatchObject({ env: { ANTHROPIC_BEDROCK_BASE_URL: 'https://vpce.example' } })
  })
})
