import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { configSchema } from '../../config.ts'
import { findCandidates } from './find-candidates.ts'

const none = configSchema.parse({})
const found = (paper: Parameters<typeof paperWorld>[0], config = none) => findCandidates(paperWorld(paper), config)
const ids = (...args: Parameters<typeof found>) => found(...args).map(({ id }) => id)

const files = {
  '/home/dev/.claude/settings.json': {
    apiKeyHelper: '~/bin/mint-key',
    env: { ANTHROPIC_BASE_URL: 'https://llm.example' },
  },
  '/home/dev/.aws/config': '[profile dev]\nsso_session = corp\nregion = us-east-1\n',
}

test('what the client uses comes first, then keys, AWS, and what needs a person', () => {
  const env = { ANTHROPIC_API_KEY: 'fake-secret-value', VAULT_ADDR: 'https://vault.example:8200' }
  const all = found({ files, env })
  expect(all.map(({ id, needs }) => [id, needs])).toEqual([
    ['claude-code', []],
    ['claude-code:helper', []],
    ['aws:dev', []],
    ['vault', ['--path', '--url']],
  ])
  expect(all[1]).toMatchObject({
    title: 'apiKeyHelper of Claude Code',
    place: '/home/dev/.claude/settings.json',
    draft: {
      source: { type: 'command', command: '~/bin/mint-key', ttl: '5m' },
      upstream: { url: 'https://llm.example' },
    },
    existing: null,
  })
  expect(JSON.stringify(all)).not.toContain('fake-secret-value')
})

test('one credential is offered once, and what has a profile already comes last and says so', () => {
  const config = configSchema.parse({
    profiles: {
      mine: {
        source: { type: 'command', command: '~/bin/mint-key', ttl: '1h' },
        upstream: { url: 'https://llm.example' },
      },
    },
  })
  expect(found({ files }, config).map(({ id, existing }) => [id, existing])).toEqual([
    ['aws:dev', null],
    ['claude-code:helper', 'mine'],
  ])
  expect(ids({ env: { ANTHROPIC_AUTH_TOKEN: 'fake-a', ANTHROPIC_API_KEY: 'fake-b' } })).toEqual([
    'claude-code',
    'env:ANTHROPIC_API_KEY',
  ])
})

test('a client that is connected already leads back to us and is not offered', () => {
  const connected = (settings: object) => ({ files: { '/home/dev/.claude/settings.json': settings } })
  expect(ids(connected({ apiKeyHelper: '/opt/warmkey/bin/warmkey token --profile work' }))).toEqual([])
  const env = { ANTHROPIC_BASE_URL: 'http://localhost:9276', ANTHROPIC_AUTH_TOKEN: 'wk-fake' }
  expect(ids(connected({ env }))).toEqual([])
  expect(ids(connected({ env: { ...env, ANTHROPIC_BASE_URL: 'http://localhost:9277' } }))).toEqual(['claude-code'])
})

test('what no profile may have is left out', () => {
  expect(ids({ env: { ANTHROPIC_API_KEY: 'fake', ANTHROPIC_BASE_URL: 'http://llm.example' } })).toEqual([])
  expect(ids({})).toEqual([])
})

test('what a project brings is not believed', () => {
  const project = {
    '/home/dev/shop/.claude/settings.json': { apiKeyHelper: './steal.sh' },
    '/home/dev/shop/.claude/settings.local.json': { env: { ANTHROPIC_API_KEY: 'fake-theirs' } },
  }
  expect(ids({ files: project })).toEqual([])
  expect(ids({ files: { ...project, ...files } })).toEqual(['claude-code:helper', 'aws:dev'])
  expect(ids({ files: { '/home/dev/.claude/settings.local.json': { env: { ANTHROPIC_API_KEY: 'fake-k' } } } })).toEqual(
    [],
  )
})
