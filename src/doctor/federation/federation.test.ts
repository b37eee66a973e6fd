import { describe, expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from '../../clients/claude-code/argv.ts'
import { readLayers } from '../../clients/claude-code/layers.ts'
import { readFederation } from './federation.ts'

const reading = (paper: Paper) => {
  const world = paperWorld(paper)
  return readFederation(world, readLayers(world, parseClaudeArgs(['-p'])))
}
const variables = {
  ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_1',
  ANTHROPIC_ORGANIZATION_ID: 'org',
  ANTHROPIC_IDENTITY_TOKEN_FILE: '/run/token',
}
const profile = {
  authentication: {
    type: 'oidc_federation',
    federation_rule_id: 'fdrl_p',
    identity_token: { source: 'file', path: '/run/other' },
  },
  organization_id: 'org-p',
  base_url: 'https://a.example',
}
const configs = '/home/dev/.config/anthropic/configs'

describe('identity federation', () => {
  test('by variables', () => {
    expect(reading({ env: variables, files: { '/run/token': 'made.up.token\n' } })).toMatchObject({
      place: 'the shell',
      trusted: true,
      ruleId: 'fdrl_1',
      token: { kind: 'read', place: '/run/token' },
    })
  })

  test('by the profile that is named, by the active one, and by none', () => {
    const files = { [`${configs}/work.json`]: profile, '/run/other': 'made.up.token' }
    const work = {
      ruleId: 'fdrl_p',
      organizationId: 'org-p',
      baseUrl: 'https://a.example',
      place: `${configs}/work.json`,
    }
    expect(reading({ env: { ...variables, ANTHROPIC_PROFILE: 'work' }, files })).toMatchObject(work)
    const active = { ...files, '/home/dev/.config/anthropic/active_config': 'work\n' }
    expect(reading({ files: active })).toMatchObject(work)
    expect(reading({ files: active, env: variables })).toMatchObject({ ruleId: 'fdrl_1' })
    expect(reading({ files })).toBeNull()
    expect(reading({ files, env: { ANTHROPIC_PROFILE: 'play' } })).toMatchObject({
      kind: 'no-profile',
      names: ['work'],
    })
  })

  test('a profile that is broken, and one of a person', () => {
    const of = (text: unknown) => reading({ files: { [`${configs}/default.json`]: text } })?.kind
    expect([of('{'), of({}), of({ authentication: { type: 'user_oauth' } })]).toEqual([
      'broken-profile',
      'broken-profile',
      'login-profile',
    ])
  })

  test('its token: not named, not there, empty, unreadable', () => {
    const of = (file: unknown) => {
      const found = reading({ env: variables, files: { '/run/token': file } })
      return found?.kind === 'federation' ? found.token.kind : null
    }
    expect([of(null), of(' \n'), of({ unreadable: 'EACCES' })]).toEqual(['missing', 'empty', 'unreadable'])
    const { ANTHROPIC_IDENTITY_TOKEN_FILE: _, ...without } = variables
    expect(reading({ env: without })).toMatchObject({ token: { kind: 'unnamed' } })
  })

  test('a file that a project names is not read', () => {
    const files = {
      '/home/dev/shop/.claude/settings.json': { env: { ANTHROPIC_IDENTITY_TOKEN_FILE: '/home/dev/.ssh/id' } },
      '/home/dev/.ssh/id': 'mine',
    }
    expect(reading({ env: variables, files })).toMatchObject({ trusted: false, token: { kind: 'unreadable' } })
  })
})
