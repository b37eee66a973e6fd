import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { forScripts } from './inherited.ts'

const user = '/home/dev/.claude/settings.json'
const project = '/home/dev/shop/.claude/settings.json'
const kept = (paper: Paper) => Object.entries(forScripts(paperWorld(paper))).filter(([, value]) => value !== null)
const chosen: [string, string] = ['CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST', '1']

test('the API is chosen, and no switch of the shell chooses another', () => {
  expect(kept({})).toEqual([chosen])
  expect(forScripts(paperWorld({ env: { CLAUDE_CODE_USE_BEDROCK: '1' } })).CLAUDE_CODE_USE_BEDROCK).toBeNull()
})

test('models of settings stay, and so do headers of trusted ones, without keys', () => {
  const env = {
    ANTHROPIC_MODEL: 'opus',
    ANTHROPIC_CUSTOM_HEADERS: 'x-corp: 1\nx-api-key: k',
    ANTHROPIC_BASE_URL: 'https://a',
  }
  expect(kept({ files: { [user]: { env } } })).toEqual([
    chosen,
    ['ANTHROPIC_MODEL', 'opus'],
    ['ANTHROPIC_CUSTOM_HEADERS', 'x-corp: 1'],
  ])
  expect(kept({ files: { [project]: { env } } })).toEqual([chosen, ['ANTHROPIC_MODEL', 'opus']])
})

test('where an administrator has decided, nothing is said', () => {
  const managed = '/etc/claude-code/managed-settings.json'
  expect(kept({ files: { [managed]: { env: { ANTHROPIC_BASE_URL: 'https://llm.corp.example' } } } })).toEqual([])
})
