import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { claudeCode } from './claude-code.ts'

const managed = '/etc/claude-code/managed-settings.json'
const obstacle = (settings: unknown, paper: Paper = {}, dialect = 'messages') =>
  claudeCode.obstacle(paperWorld({ ...paper, files: { [managed]: settings } }), [], dialect)

test.each<[string, unknown, string]>([
  [
    'a base URL',
    { env: { ANTHROPIC_BASE_URL: 'https://m.example' } },
    `Managed settings (${managed}) set ANTHROPIC_BASE_URL, and nothing overrides them. An administrator can set it to warmkey's own address (http://127.0.0.1:9276) and name the present one as "upstream" in warmkey's configuration.`,
  ],
  [
    'a token',
    { env: { ANTHROPIC_AUTH_TOKEN: 'm' } },
    `Managed settings (${managed}) set ANTHROPIC_AUTH_TOKEN, and nothing overrides them. An administrator can replace it by "apiKeyHelper": "warmkey token".`,
  ],
  [
    'a cloud provider',
    { env: { CLAUDE_CODE_USE_VERTEX: '1' } },
    `Managed settings (${managed}) set CLAUDE_CODE_USE_VERTEX, and nothing overrides them. An administrator can leave it out of managed settings, so that each user's profile decides.`,
  ],
  [
    'a forced login',
    { forceLoginOrgUUID: 'u' },
    `Managed settings (${managed}) set forceLoginOrgUUID, with which the client accepts its own login alone. An administrator can leave it out where API keys are to be used.`,
  ],
  [
    'a proxy without exceptions for loopback',
    { env: { HTTPS_PROXY: 'http://p.example', no_proxy: '' } },
    `Managed settings (${managed}) set NO_PROXY without 127.0.0.1, so that a proxy would take what is meant for warmkey. An administrator can add 127.0.0.1 and localhost to it.`,
  ],
])('managed settings in the way of any profile: %s', (_, settings, sentence) => {
  expect(obstacle(settings)).toBe(sentence)
})

test('neither a managed key nor a managed helper is in the way, nor are settings of lower scopes', () => {
  expect(obstacle({ apiKeyHelper: 'h', env: { ANTHROPIC_API_KEY: 'k', CLAUDE_CODE_USE_VERTEX: '0' } })).toBeNull()
  const files = { '/home/dev/.claude/settings.json': { env: { ANTHROPIC_BASE_URL: 'https://u.example' } } }
  expect(claudeCode.obstacle(paperWorld({ files }), [], 'messages')).toBeNull()
})

test.each<[string, Record<string, string>, string | null]>([
  [
    'switches Bedrock on, as the profile does',
    { CLAUDE_CODE_USE_BEDROCK: '1', ANTHROPIC_BASE_URL: 'https://m.example' },
    null,
  ],
  ['names a base URL of Bedrock', { ANTHROPIC_BEDROCK_BASE_URL: 'https://m.example' }, 'ANTHROPIC_BEDROCK_BASE_URL'],
  ['holds a Bedrock key', { AWS_BEARER_TOKEN_BEDROCK: 'x' }, 'AWS_BEARER_TOKEN_BEDROCK'],
  ['switches Bedrock off', { CLAUDE_CODE_USE_BEDROCK: '0' }, 'switch CLAUDE_CODE_USE_BEDROCK off'],
  ['switches Mantle on', { CLAUDE_CODE_USE_MANTLE: '1' }, 'CLAUDE_CODE_USE_MANTLE'],
  ['keeps its own proxy list', { NO_PROXY: 'corp', HTTPS_PROXY: 'http://p.example' }, 'NO_PROXY'],
])('a profile of Bedrock and a machine that %s', (_, env, named) => {
  const sentence = obstacle({ env, forceLoginMethod: 'claudeai' }, {}, 'bedrock')
  if (named === null) expect(sentence).toBeNull()
  else expect(sentence).toContain(named)
})
