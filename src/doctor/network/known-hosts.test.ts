import { expect, test } from 'bun:test'
import { misplaced } from './known-hosts.ts'

const at = (url: string, place = 'the shell') => misplaced(new URL(url), place)

test.each([
  ['https://openrouter.ai/api/v1', 'Type: export ANTHROPIC_BASE_URL=https://openrouter.ai/api'],
  ['https://openrouter.ai', 'Type: export ANTHROPIC_BASE_URL=https://openrouter.ai/api'],
  ['https://api.deepseek.com/v1', 'Type: export ANTHROPIC_BASE_URL=https://api.deepseek.com/anthropic'],
  ['https://res.services.ai.azure.com', 'Type: export ANTHROPIC_BASE_URL=https://res.services.ai.azure.com/anthropic'],
  [
    'https://res.openai.azure.com/openai',
    'Type: export ANTHROPIC_BASE_URL=https://res.services.ai.azure.com/anthropic',
  ],
  ['https://api.openai.com/v1', 'Type: unset ANTHROPIC_BASE_URL'],
  ['https://claude.ai', 'Type: unset ANTHROPIC_BASE_URL'],
  ['https://platform.claude.com/settings/keys', 'Type: unset ANTHROPIC_BASE_URL'],
  [
    'https://bedrock-runtime.eu-west-1.amazonaws.com',
    'Type: unset ANTHROPIC_BASE_URL; export CLAUDE_CODE_USE_BEDROCK=1 AWS_REGION=eu-west-1',
  ],
  [
    'https://us-east5-aiplatform.googleapis.com/v1',
    'Type: unset ANTHROPIC_BASE_URL; export CLAUDE_CODE_USE_VERTEX=1 CLOUD_ML_REGION=us-east5 ANTHROPIC_VERTEX_PROJECT_ID=<your project>',
  ],
])('%s does not speak the Messages API', (url, fix) => {
  expect(at(url)?.fix).toBe(fix)
})

test('in a settings file the same is said of that file', () => {
  const fix = at('https://bedrock-runtime.eu-west-1.amazonaws.com', '~/.claude/settings.json')?.fix
  expect(fix).toBe(
    'Remove ANTHROPIC_BASE_URL from ~/.claude/settings.json, then set CLAUDE_CODE_USE_BEDROCK in ~/.claude/settings.json to 1, then set AWS_REGION in ~/.claude/settings.json to eu-west-1.',
  )
})

test.each([
  'https://openrouter.ai/api',
  'https://openrouter.ai/api/',
  'https://api.anthropic.com',
  'https://res.services.ai.azure.com/anthropic',
  'https://llm.corp.example/v1',
  'http://127.0.0.1:4000',
])('%s may be right', (url) => {
  expect(at(url)).toBeNull()
})
