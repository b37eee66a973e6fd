import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { claudeCandidates, whyNotClaude } from './client-credential.ts'

const own = 'http://127.0.0.1:9276'
const settings = '/home/dev/.claude/settings.json'
const drafts = (paper: Parameters<typeof paperWorld>[0]) =>
  claudeCandidates(paperWorld(paper), own).map(({ draft }) => draft)

test('a key is read from where the client reads it, in the header in which it goes', () => {
  expect(drafts({ files: { [settings]: { env: { ANTHROPIC_AUTH_TOKEN: 'fake-t' } } } })).toEqual([
    {
      source: { type: 'file', path: settings, field: '/env/ANTHROPIC_AUTH_TOKEN' },
      upstream: { url: 'https://api.anthropic.com', header: 'authorization' },
    },
  ])
  expect(drafts({ env: { ANTHROPIC_API_KEY: 'fake-k', ANTHROPIC_BASE_URL: 'https://x.example' } })).toEqual([
    { source: { type: 'env', name: 'ANTHROPIC_API_KEY' }, upstream: { url: 'https://x.example', header: 'x-api-key' } },
  ])
})

test('a place that no source reads is not offered', () => {
  expect(drafts({ policies: { machine: { env: { ANTHROPIC_API_KEY: 'fake-k' } } }, platform: 'darwin' })).toEqual([])
})

test('a login is spoken of and never carried', () => {
  const world = paperWorld({
    files: { '/home/dev/.claude/.credentials.json': { claudeAiOauth: { accessToken: 'fake' } } },
  })
  expect(claudeCandidates(world, own)).toEqual([])
  expect(whyNotClaude(world)).toContain('which warmkey does not carry')
  expect(whyNotClaude(paperWorld({}))).toBeNull()
})
