import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { usesOf } from './uses.ts'

const user = '/home/dev/.claude/settings.json'
const aws = '/home/dev/.aws/config'
const usesIn = (paper: Paper): string[] => {
  const config = { kind: 'absent', file: '' } as const
  const world = paperWorld(paper)
  return [
    ...usesOf(createBench({ world, clock: systemClock, config, args: ['-p'], model: null, spend: false })),
  ].filter((use) => use !== 'no-region-variable')
}

test('with nothing set nothing is used', () => {
  expect(usesIn({})).toEqual([])
})

test('which credential, and where requests go', () => {
  expect(usesIn({ env: { ANTHROPIC_BASE_URL: 'http://127.0.0.1:9', ANTHROPIC_AUTH_TOKEN: 'a' } })).toEqual([
    'token',
    'gateway',
    'gateway-in-shell',
  ])
  const env = { ANTHROPIC_BASE_URL: 'https://llm.corp.example' }
  expect(usesIn({ files: { [user]: { apiKeyHelper: 'a', env } } })).toEqual(['helper', 'gateway', 'system-authorities'])
  expect(usesIn({ env: { ANTHROPIC_BASE_URL: 'https://api.anthropic.com/' } })).toEqual([])
})

test('a login counts where nothing stronger is there', () => {
  const files = { '/home/dev/.claude/.credentials.json': { claudeAiOauth: {} } }
  expect(usesIn({ files })).toEqual(['login'])
  expect(usesIn({ files, env: { CLAUDE_CODE_OAUTH_TOKEN: 'a' } })).toEqual(['login', 'login-token'])
  expect(usesIn({ files, env: { ANTHROPIC_API_KEY: 'a' } })).toEqual([])
})

test('a cloud, and how it is signed in to', () => {
  const env = { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'eu-west-1', AWS_PROFILE: 'work' }
  const sso = '[default]\nregion = x\n[profile work]\nsso_session = corp\n'
  expect(usesIn({ env, files: { [aws]: sso } })).toEqual(['cloud', 'bedrock', 'aws-sso'])
  expect(usesIn({ env: { ...env, AWS_PROFILE: '' }, files: { [aws]: sso } })).toEqual(['cloud', 'bedrock'])
  const files = { [user]: { awsCredentialExport: 'x', awsAuthRefresh: 'y' } }
  expect(usesIn({ env, files })).toEqual(['cloud', 'bedrock', 'aws-export', 'aws-refresh'])
  expect(usesIn({ env: { CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_AUTH_TOKEN: 'a', CI: 'true' } })).toEqual([
    'cloud',
    'foundry',
    'foundry-token',
    'ci',
  ])
  expect(usesIn({ env: { ...env, AWS_BEARER_TOKEN_BEDROCK: '' } })).toEqual([
    'cloud',
    'bedrock',
    'empty-bedrock-variable',
  ])
})

test('the network on the way', () => {
  expect(usesIn({ env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a' } })).toEqual([
    'proxy',
    'no-proxy',
    'system-authorities',
  ])
  expect(
    usesIn({ env: { HTTPS_PROXY: 'http://p:1', NODE_EXTRA_CA_CERTS: '/ca', CLAUDE_CODE_CLIENT_CERT: '/c' } }),
  ).toEqual(['proxy', 'client-certificate'])
})

test('what an administrator set', () => {
  const managed = '/etc/claude-code/managed-settings.json'
  const files = { [managed]: { env: { NO_PROXY: 'a' }, forceLoginMethod: 'claudeai' } }
  expect(usesIn({ files })).toEqual(['forced-login', 'no-proxy', 'managed-no-proxy', 'managed-env'])
})
