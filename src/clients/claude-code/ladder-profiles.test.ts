import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from './argv.ts'
import { readLadder } from './ladder.ts'
import { ladderPlaces } from './ladder-words.ts'
import { readLayers } from './layers.ts'

const configs = '/home/dev/.config/anthropic'
const person = { [`${configs}/configs/default.json`]: { authentication: { type: 'user_oauth' } } }
const signedIn = { ...person, [`${configs}/credentials/default.json`]: { access_token: 'canary' } }
const federated = { [`${configs}/configs/default.json`]: { authentication: { type: 'oidc_federation' } } }
const login = {
  '/home/dev/.claude/.credentials.json': { claudeAiOauth: { accessToken: 'a', scopes: ['user:inference'] } },
}
const key = { '/home/dev/.claude.json': { primaryApiKey: 'left' } }
const variables = { ANTHROPIC_FEDERATION_RULE_ID: 'r', ANTHROPIC_ORGANIZATION_ID: 'o' }

const of = (given: Parameters<typeof paperWorld>[0]): string[] => {
  const world = paperWorld(given)
  const args = parseClaudeArgs(['-p'])
  return ladderPlaces(readLadder(world, args, readLayers(world, args))).map(({ rung, words }) => `${rung}: ${words}`)
}

test('the active profile: of federation before a login, of a person behind it', () => {
  expect(of({ files: { ...federated, ...login } })).toEqual([
    'active Anthropic profile: used',
    'Claude login: hidden by active Anthropic profile',
  ])
  expect(of({ files: { ...signedIn, ...login } })[0]).toBe('Claude login: used')
  expect(of({ files: signedIn })).toEqual(['active Anthropic profile: used'])
  expect(of({ files: { ...federated, ...login, ...key } })[0]).toBe('primaryApiKey: used')
  expect(of({ files: { ...login, ...key } })[0]).toBe('Claude login: used')
})

test('what lacks a part cannot sign in, and says which', () => {
  expect(of({ files: person })[0]).toMatch(/^active .*: cannot sign in: .*credentials\/default.json holds no login/)
  expect(of({ env: { ANTHROPIC_FEDERATION_RULE_ID: 'r' } })).toEqual([
    'ANTHROPIC_FEDERATION_RULE_ID: cannot sign in: ANTHROPIC_ORGANIZATION_ID is not set beside it',
  ])
  expect(of({ files: { [`${configs}/configs/default.json`]: 'no' } })[0]).toMatch(/says neither/)
})

test('a profile that is named hides the others, even where it is not there', () => {
  const env = { ...variables, ANTHROPIC_PROFILE: 'gone' }
  expect(of({ env, files: federated })).toEqual([
    `ANTHROPIC_PROFILE: cannot sign in: ${configs}/configs/gone.json is not there`,
    'ANTHROPIC_FEDERATION_RULE_ID: not asked, because ANTHROPIC_PROFILE names a profile',
    'active Anthropic profile: not asked, because ANTHROPIC_PROFILE names a profile',
  ])
  expect(of({ env: variables, files: federated })).toEqual([
    'ANTHROPIC_FEDERATION_RULE_ID: used',
    'active Anthropic profile: hidden by ANTHROPIC_FEDERATION_RULE_ID',
  ])
})

test('the directory, and the profile that is active in it', () => {
  const files = {
    '/etc/mine/active_config': 'work\n',
    '/etc/mine/configs/work.json': { authentication: { type: 'oidc_federation' } },
  }
  expect(of({ env: { ANTHROPIC_CONFIG_DIR: '/etc/mine' }, files })).toEqual(['active Anthropic profile: used'])
  expect(of({ env: { XDG_CONFIG_HOME: '/etc/mine' }, files })).toEqual([])
})
