import { describe, expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from './argv.ts'
import { type Ladder, readLadder } from './ladder.ts'
import { readLayers } from './layers.ts'

const user = '/home/dev/.claude/settings.json'
const project = '/home/dev/shop/.claude/settings.json'

function ladderOf(given: Parameters<typeof paperWorld>[0], line: readonly string[] = ['-p']): Ladder {
  const world = paperWorld(given)
  const args = parseClaudeArgs(line)
  return readLadder(world, args, readLayers(world, args))
}
const winner = ({ winner: won }: Ladder): string | null =>
  won === null ? null : `${won.rung.name} of ${won.holding.origin.place}`

test('nothing is nothing', () => {
  expect(ladderOf({})).toEqual({
    rungs: [],
    winner: null,
    beside: null,
    mode: { simple: null, gateway: null, asks: false },
  })
})

test('settings win over the shell, a token over a key, and both go out', () => {
  const ladder = ladderOf({
    env: { ANTHROPIC_AUTH_TOKEN: 'shell-token', ANTHROPIC_API_KEY: 'shell-key' },
    files: { [user]: JSON.stringify({ env: { ANTHROPIC_AUTH_TOKEN: 'settings-token' } }) },
  })
  expect(winner(ladder)).toBe(`ANTHROPIC_AUTH_TOKEN of ${user}`)
  expect(ladder.winner?.holding.read()).toBe('settings-token')
  expect(ladder.beside?.rung.name).toBe('ANTHROPIC_API_KEY')
  expect(ladder.rungs[0]?.holdings.map(({ state }) => state)).toEqual(['used', 'hidden'])
})

test('the project wins over the user', () => {
  const ladder = ladderOf({
    files: {
      [user]: JSON.stringify({ env: { ANTHROPIC_API_KEY: 'a' } }),
      [project]: JSON.stringify({ env: { ANTHROPIC_API_KEY: 'b' } }),
    },
  })
  expect(winner(ladder)).toBe(`ANTHROPIC_API_KEY of ${project}`)
})

test('an empty value in settings hides the shell’s, an empty one in the shell hides nothing', () => {
  const files = { [user]: JSON.stringify({ env: { ANTHROPIC_API_KEY: '' } }) }
  expect(winner(ladderOf({ env: { ANTHROPIC_API_KEY: 'a' }, files }))).toBeNull()
  expect(ladderOf({ env: { ANTHROPIC_API_KEY: ' ' } }).rungs).toEqual([])
})

test('a key that was declined is asked about in a terminal only', () => {
  const env = { ANTHROPIC_API_KEY: 'a-key-of-more-than-twenty-characters' }
  const rejected = [env.ANTHROPIC_API_KEY.slice(-20)]
  const files = { '/home/dev/.claude.json': JSON.stringify({ customApiKeyResponses: { rejected } }) }
  expect(winner(ladderOf({ env, files }, []))).toBeNull()
  expect(winner(ladderOf({ env, files }))).toBe('ANTHROPIC_API_KEY of the shell')
})

test('a cloud that is switched on wins over every key, one that is switched off is no rung', () => {
  const env = { ANTHROPIC_API_KEY: 'a', CLAUDE_CODE_USE_BEDROCK: '1', CLAUDE_CODE_USE_VERTEX: '0' }
  expect(winner(ladderOf({ env }))).toBe('CLAUDE_CODE_USE_BEDROCK of the shell')
  expect(ladderOf({ env }).rungs.map(({ name }) => name)).not.toContain('CLAUDE_CODE_USE_VERTEX')
})

test('a helper, and a login below it that is only looked for', () => {
  const ladder = ladderOf({
    files: {
      [user]: JSON.stringify({ apiKeyHelper: '~/get-key.sh' }),
      '/home/dev/.claude/.credentials.json':
        '{"claudeAiOauth":{"accessToken":"never-read","scopes":["user:inference"]}}',
    },
  })
  expect(winner(ladder)).toBe(`apiKeyHelper of ${user}`)
  expect(ladder.rungs.map(({ name }) => name)).toEqual(['apiKeyHelper', 'Claude login'])
  expect(ladder.rungs[1]?.holdings[0].read()).toBe('')
})

test('printing it shows no value', () => {
  expect(Bun.inspect(ladderOf({ env: { ANTHROPIC_API_KEY: 'canary-canary' } }), { depth: 9 })).not.toContain('canary')
})

describe('what is measured with 2.1.329', () => {
  const state = { '/home/dev/.claude.json': { primaryApiKey: 'left-behind' } }
  const login = {
    '/home/dev/.claude/.credentials.json': { claudeAiOauth: { accessToken: 'a', scopes: ['user:inference'] } },
  }
  const helper = { '/home/dev/.claude/settings.json': { apiKeyHelper: 'cat key' } }

  test('the key of a sign-in with the console counts last, and goes out beside a token alone', () => {
    expect(ladderOf({ files: state }).winner?.rung.name).toBe('primaryApiKey')
    expect(ladderOf({ files: { ...state, ...login } }).winner?.rung.name).toBe('Claude login')
    expect(ladderOf({ files: state, env: { ANTHROPIC_AUTH_TOKEN: 't' } }).beside?.rung.name).toBe('primaryApiKey')
    expect(ladderOf({ files: { ...state, ...helper } }).beside).toBeNull()
  })

  test('the simple mode asks neither logins nor helpers', () => {
    const env = { CLAUDE_CODE_SIMPLE: '1' }
    expect(ladderOf({ files: { ...state, ...login, ...helper }, env }).winner).toBeNull()
    expect(ladderOf({ env: { ...env, CLAUDE_CODE_OAUTH_TOKEN: 'o' } }).winner).toBeNull()
    expect(ladderOf({ env: { ...env, ANTHROPIC_API_KEY: 'k' } }).winner?.rung.name).toBe('ANTHROPIC_API_KEY')
    expect(ladderOf({ files: login, env: { CLAUDE_CODE_SIMPLE: '0' } }).winner?.rung.kind).toBe('login')
  })
})
