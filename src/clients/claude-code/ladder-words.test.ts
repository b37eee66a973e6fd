import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from './argv.ts'
import { clouds, readLadder } from './ladder.ts'
import { everyRung, ladderPlaces, unsetRungs } from './ladder-words.ts'
import { readLayers } from './layers.ts'

const user = '/home/dev/.claude/settings.json'
const project = '/home/dev/shop/.claude/settings.json'
const login = {
  '/home/dev/.claude/.credentials.json': { claudeAiOauth: { accessToken: 'a', scopes: ['user:inference'] } },
}
const T = { ANTHROPIC_AUTH_TOKEN: 'canary-t' }
const K = { ANTHROPIC_API_KEY: 'canary-key-of-more-than-twenty' }

const ladderOf = (given: Parameters<typeof paperWorld>[0], line: readonly string[] = ['-p']) => {
  const world = paperWorld(given)
  const args = parseClaudeArgs(line)
  return readLadder(world, args, readLayers(world, args))
}
const words = (given: Parameters<typeof paperWorld>[0], line?: readonly string[]): string[] =>
  ladderPlaces(ladderOf(given, line)).map(
    ({ rung, place, winner, words: said }) => `${winner ? '=> ' : ''}${rung} of ${place}: ${said}`,
  )

test('what wins, what goes out beside it, what hides what', () => {
  const files = { [user]: { apiKeyHelper: 'x', env: T }, ...login }
  expect(words({ env: { ...T, ...K }, files })).toEqual([
    `=> ANTHROPIC_AUTH_TOKEN of ${user}: used`,
    `ANTHROPIC_AUTH_TOKEN of the shell: hidden by ${user}`,
    'ANTHROPIC_API_KEY of the shell: sent beside the winner, in x-api-key',
    `apiKeyHelper of ${user}: hidden by ANTHROPIC_AUTH_TOKEN`,
    'Claude login of /home/dev/.claude/.credentials.json: hidden by ANTHROPIC_AUTH_TOKEN',
  ])
  expect(words({ env: K, files: { [user]: { apiKeyHelper: 'x' } } })[1]).toEndWith(
    'beside the winner, in Authorization',
  )
})

test('empty, null, declined', () => {
  expect(words({ env: K, files: { [user]: { env: { ANTHROPIC_API_KEY: '' } } } })).toEqual([
    `ANTHROPIC_API_KEY of ${user}: empty, which hides every place below`,
    `ANTHROPIC_API_KEY of the shell: hidden by the empty value of ${user}`,
  ])
  expect(words({ files: { [user]: { env: { ANTHROPIC_API_KEY: '' } } } })[0]).toEndWith('as good as none')
  expect(words({ env: K, files: { [user]: { env: { ANTHROPIC_AUTH_TOKEN: null } } } })).toEqual([
    `=> ANTHROPIC_AUTH_TOKEN of ${user}: null, which goes out as the word "null"`,
    'ANTHROPIC_API_KEY of the shell: sent beside the winner, in x-api-key',
  ])
  const rejected = [K.ANTHROPIC_API_KEY.slice(-20)]
  const declined = { '/home/dev/.claude.json': { customApiKeyResponses: { rejected } }, ...login }
  expect(words({ env: K, files: declined }, [])[0]).toMatch(/declined .*\/config\); claude -p uses it$/)
  expect(words({ env: K, files: declined }, [])[1]).toStartWith('=> Claude login')
  expect(words({ env: K }, [])[0]).toEndWith('used, unless somebody declines it when Claude Code asks')
})

test('what is not asked says why', () => {
  const files = { [user]: { apiKeyHelper: 'x' }, [project]: { apiKeyHelper: 'y' }, ...login }
  expect(words({ files }, ['--bare'])).toEqual([
    `apiKeyHelper of ${project}: not asked, because --bare is on`,
    `apiKeyHelper of ${user}: not asked, because --bare is on`,
    'Claude login of /home/dev/.claude/.credentials.json: not asked, because --bare is on',
  ])
  expect(words({ env: { CLAUDE_CODE_SIMPLE: '1', CLAUDE_CODE_OAUTH_TOKEN: 'canary' } })[0]).toEndWith(
    'not asked, because CLAUDE_CODE_SIMPLE of the shell is on',
  )
})

test('clouds in the client’s order, and the gateway mode before them', () => {
  const env = { ...T, CLAUDE_CODE_USE_VERTEX: '1', CLAUDE_CODE_USE_FOUNDRY: '1' }
  expect(words({ env })).toEqual([
    '=> CLAUDE_CODE_USE_FOUNDRY of the shell: used',
    'CLAUDE_CODE_USE_VERTEX of the shell: hidden by CLAUDE_CODE_USE_FOUNDRY',
    'ANTHROPIC_AUTH_TOKEN of the shell: hidden by CLAUDE_CODE_USE_FOUNDRY',
  ])
  const mode = { ...env, ...K, CLAUDE_CODE_USE_GATEWAY: '1', ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' }
  expect(words({ env: mode })).toEqual([
    '=> ANTHROPIC_AUTH_TOKEN of the shell: used; CLAUDE_CODE_USE_GATEWAY of the shell sends it alone, before any cloud provider',
    'CLAUDE_CODE_USE_FOUNDRY of the shell: hidden by ANTHROPIC_AUTH_TOKEN',
    'CLAUDE_CODE_USE_VERTEX of the shell: hidden by ANTHROPIC_AUTH_TOKEN',
    'ANTHROPIC_API_KEY of the shell: hidden by ANTHROPIC_AUTH_TOKEN',
  ])
})

test('custom headers that sign in are a rung', () => {
  const custom = (headers: string) => ({ ANTHROPIC_CUSTOM_HEADERS: headers })
  expect(words({ env: custom('x-api-key: canary') })).toEqual([
    '=> ANTHROPIC_CUSTOM_HEADERS of the shell: used: x-api-key',
  ])
  expect(words({ env: custom('X-Team: a') })).toEqual([])
  expect(words({ env: { ...custom('Authorization: Bearer canary') }, files: login })).toEqual([
    '=> ANTHROPIC_CUSTOM_HEADERS of the shell: used: Authorization',
    'Claude login of /home/dev/.claude/.credentials.json: hidden by Authorization of ANTHROPIC_CUSTOM_HEADERS',
  ])
  expect(words({ env: { ...T, ...custom('Authorization: Bearer canary') } })[1]).toEndWith(
    'Authorization in it is hidden by ANTHROPIC_AUTH_TOKEN',
  )
  expect(words({ env: { ...T, ...custom('x-api-key: canary') } })[1]).toEndWith('sent beside the winner, in x-api-key')
  expect(words({ env: { ...K, ...custom('x-api-key: canary') } })).toEqual([
    'ANTHROPIC_API_KEY of the shell: hidden by x-api-key of ANTHROPIC_CUSTOM_HEADERS',
    '=> ANTHROPIC_CUSTOM_HEADERS of the shell: used: x-api-key',
  ])
})

test('every rung has its line, and no value is ever in one', () => {
  expect(unsetRungs(ladderOf({}))).toEqual(everyRung.map(([name]) => name))
  expect(everyRung.filter(([, kind]) => kind === 'cloud').map(([name]) => name)).toEqual([...clouds])
  const env = { ...T, ...K, CLAUDE_CODE_OAUTH_TOKEN: 'canary', ANTHROPIC_CUSTOM_HEADERS: 'x-api-key: canary' }
  expect(JSON.stringify(ladderPlaces(ladderOf({ env })))).not.toContain('canary')
})
