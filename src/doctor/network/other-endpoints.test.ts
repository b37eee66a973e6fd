import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { parseConfig } from '../../config.ts'
import { createBench } from '../bench.ts'
import { knownEndpoints } from './other-endpoints.ts'

const known = (
  env: Record<string, string>,
  files: Record<string, unknown> = {},
  profiles: Record<string, unknown> = {},
) => {
  const config = parseConfig(JSON.stringify({ profiles }), '/home/dev/.config/warmkey/config.jsonc')
  const bench = createBench({
    world: paperWorld({ env, files }),
    clock: systemClock,
    config,
    args: [],
    model: null,
    spend: false,
  })
  return knownEndpoints(bench).map(
    ({ url, dialect, inUse, places }) => `${url.host} ${dialect}${inUse ? ' in use' : ''}: ${places.join(', ')}`,
  )
}

const user = '/home/dev/.claude/settings.json'
const project = '/home/dev/shop/.claude/settings.json'

test('scopes that hide each other, dialects and profiles, the one in use first', () => {
  const profile = (url: string) => ({ source: { type: 'env', name: 'KEY' }, upstream: { url } })
  expect(
    known(
      { ANTHROPIC_BASE_URL: 'https://a.example', ANTHROPIC_VERTEX_BASE_URL: 'https://v.example' },
      { [user]: { env: { ANTHROPIC_BASE_URL: 'https://b.example/x' } } },
      { work: profile('https://c.example'), same: profile('https://a.example/other') },
    ),
  ).toEqual([
    `b.example messages in use: ${user}`,
    'a.example messages: the shell, the profile "same"',
    'v.example vertex: ANTHROPIC_VERTEX_BASE_URL of the shell',
    'c.example messages: the profile "work"',
  ])
})

test('what a project names is left out', () => {
  expect(known({}, { [project]: { env: { ANTHROPIC_BASE_URL: 'https://evil.example' } } })).toEqual([])
})

test('one alone', () => {
  expect(known({})).toEqual(['api.anthropic.com messages in use: the default'])
})
