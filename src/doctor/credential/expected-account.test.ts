import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { parseConfig } from '../../config.ts'
import { createBench } from '../bench.ts'
import { accountIn, expectedAccounts, unmet } from './expected-account.ts'

const expectedIn = (paper: Paper, config: unknown = null) =>
  expectedAccounts(
    createBench({
      world: paperWorld(paper),
      clock: systemClock,
      config: config === null ? { kind: 'absent', file: '' } : parseConfig(JSON.stringify(config), 'config.jsonc'),
      args: ['-p'],
      model: null,
      spend: false,
    }),
  ).map(({ part, ids, by, managed, firm }) => `${part} ${ids.join('/')} ${by} ${managed} ${firm}`)

test('an administrator, variables, and the last login', () => {
  const files = {
    '/etc/claude-code/managed-settings.json': { forceLoginOrgUUID: ['a', 'b'] },
    '/home/dev/.claude.json': { oauthAccount: { organizationUuid: 'e' } },
    '/home/dev/shop/.claude/settings.json': { env: { ANTHROPIC_WORKSPACE_ID: 'd' } },
  }
  expect(expectedIn({ files, env: { ANTHROPIC_ORGANIZATION_ID: 'c' } })).toEqual([
    'organization a/b forceLoginOrgUUID of /etc/claude-code/managed-settings.json true true',
    'organization c ANTHROPIC_ORGANIZATION_ID of the shell false true',
    'workspace d ANTHROPIC_WORKSPACE_ID of /home/dev/shop/.claude/settings.json false false',
    'organization e oauthAccount of /home/dev/.claude.json false false',
  ])
  expect(expectedIn({ env: { ANTHROPIC_WORKSPACE_ID: 'default' }, files: { '/home/dev/.claude.json': '{' } })).toEqual(
    [],
  )
})

test('the profile of warmkey that requests go by', () => {
  const profile = (organization: string, url: string) => ({
    source: { type: 'env', name: 'KEY' },
    upstream: { url },
    expect: { organization },
  })
  const profiles = { a: profile('org-a', 'https://a.example'), b: profile('org-b', 'https://b.example') }
  const at = (url: string, config: object) => expectedIn({ env: { ANTHROPIC_BASE_URL: url } }, { profiles, ...config })
  expect(at('http://127.0.0.1:9276', { default: 'b' })).toEqual([
    'organization org-b "expect" of the profile "b" false true',
  ])
  expect(at('https://a.example/', {})).toEqual(['organization org-a "expect" of the profile "a" false true'])
  expect(at('https://c.example', { default: 'b' })).toEqual([])
})

test('what is not met', () => {
  const expectation = { part: 'organization', ids: ['AA', 'b'], by: 'x', managed: false, firm: true } as const
  expect(unmet([expectation], { organization: 'aa', workspace: null })).toBeNull()
  expect(unmet([expectation], { organization: null, workspace: 'w' })).toBeNull()
  expect(unmet([expectation], { organization: 'c', workspace: null })).toEqual({ expectation, actual: 'c' })
  expect(accountIn(new Headers({ 'anthropic-organization-id': 'a', 'anthropic-workspace-id': 'w x' }))).toEqual({
    organization: 'a',
    workspace: null,
  })
})
