import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from './argv.ts'
import { readLayers } from './layers.ts'
import { otherLogin, withoutCredentials } from './logins.ts'

const seen = (paper: Parameters<typeof paperWorld>[0]) => {
  const world = paperWorld(paper)
  return otherLogin(world, readLayers(world, parseClaudeArgs([])))
}

test('a login is named, never read out', () => {
  expect(seen({ files: { '/home/dev/.claude/.credentials.json': { claudeAiOauth: { accessToken: 'canary' } } } })).toBe(
    'a Claude login',
  )
  expect(seen({ env: { CLAUDE_CODE_OAUTH_TOKEN: 'canary' } })).toBe('CLAUDE_CODE_OAUTH_TOKEN')
  expect(seen({ env: { ANTHROPIC_CUSTOM_HEADERS: 'X-Api-Key: canary' } })).toBe(
    'the credential in ANTHROPIC_CUSTOM_HEADERS',
  )
  expect(seen({})).toBeNull()
})

test.each([
  ['there', 'a Claude login'],
  ['absent', null],
  ['unseen', 'a Claude login, if the keychain holds one (it does not answer)'],
] as const)('the macOS keychain is asked by the name of the service: %s', (state, login) => {
  const asked: string[] = []
  const keychain = (service: string) => {
    asked.push(service)
    return state
  }
  const world = { ...paperWorld({ platform: 'darwin' }), keychain }
  expect(otherLogin(world, readLayers(world, parseClaudeArgs([])))).toBe(login)
  expect(asked).toEqual(['Claude Code-credentials'])
})

test('lines that carry a credential go, the others stay as they are', () => {
  const headers =
    'X-Team: a\nauthorization: Bearer x\n X-API-KEY : y\nx-api-key-id: z\nno colon\nProxy-Authorization: Basic x'
  expect(withoutCredentials(headers)).toBe('X-Team: a\nx-api-key-id: z\nno colon')
})
