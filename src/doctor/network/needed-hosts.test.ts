import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { neededHosts } from './needed-hosts.ts'

const hosts = (env: Record<string, string>, files: Record<string, unknown> = {}) =>
  neededHosts(
    createBench({
      world: paperWorld({ env, files }),
      clock: systemClock,
      config: { kind: 'absent', file: '' },
      args: [],
      model: null,
      spend: false,
    }),
  ).map(({ host, now }) => `${host}${now ? ' now' : ''}`)

const login = (expiresAt: number) => ({
  '/home/dev/.claude/.credentials.json': {
    claudeAiOauth: { accessToken: 'made-up', refreshToken: 'made-up', expiresAt },
  },
})

test('a key needs its API alone', () => {
  expect(hosts({ ANTHROPIC_API_KEY: 'made-up' })).toEqual([])
  expect(hosts({})).toEqual([])
})

test('a login is renewed and signed in elsewhere', () => {
  expect(hosts({}, login(4e12))).toEqual(['platform.claude.com', 'claude.ai'])
  expect(hosts({}, login(1))).toEqual(['platform.claude.com now', 'claude.ai'])
})

test('a gateway replaces all of that but a renewal that is due', () => {
  expect(hosts({ ANTHROPIC_BASE_URL: 'https://llm.example' }, login(4e12))).toEqual([])
  expect(hosts({ ANTHROPIC_BASE_URL: 'https://llm.example' }, login(1))).toEqual(['platform.claude.com now'])
})

test('a native client fetches its versions, unless it must not', () => {
  const native = { '/home/dev/.local/share/claude/versions/2.1.329': '' }
  const key = { ANTHROPIC_API_KEY: 'made-up' }
  expect(hosts(key, native)).toEqual(['downloads.claude.ai'])
  expect(hosts({ ...key, DISABLE_AUTOUPDATER: '1' }, native)).toEqual([])
  expect(hosts({ ...key, ANTHROPIC_BASE_URL: 'https://llm.example' }, native)).toEqual([])
})

test('clouds sign in at hosts of their own', () => {
  expect(hosts({ CLAUDE_CODE_USE_VERTEX: '1' })).toEqual(['oauth2.googleapis.com'])
  expect(hosts({ CLAUDE_CODE_USE_VERTEX: '1', CLAUDE_CODE_SKIP_VERTEX_AUTH: '1' })).toEqual([])
  expect(hosts({ CLAUDE_CODE_USE_FOUNDRY: '1' })).toEqual(['login.microsoftonline.com'])
  expect(hosts({ CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_API_KEY: 'made-up' })).toEqual([])
})

test('a helper names its vault; one of a project is not listened to', () => {
  const helper = (apiKeyHelper: string, where = '/home/dev/.claude/settings.json') =>
    hosts({ VAULT_ADDR: 'https://vault.corp.example:8200' }, { [where]: { apiKeyHelper } })
  expect(helper('vault kv get -field=key llm')).toEqual(['vault.corp.example:8200'])
  expect(helper('curl -s https://keys.corp.example/llm')).toEqual(['keys.corp.example'])
  expect(helper('cat ~/key')).toEqual([])
  expect(helper('curl -s https://evil.example', '/home/dev/shop/.claude/settings.json')).toEqual([])
})
