import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { unreadVariable } from './unread-variables.ts'

test('a name that nobody reads, and the one that counts', () => {
  const of = (env: Record<string, string>) => unreadVariable(paperWorld({ env }))
  expect(of({ ANTHROPIC_TOKEN: 'canary' })).toEqual({
    name: 'ANTHROPIC_TOKEN',
    instead: 'ANTHROPIC_AUTH_TOKEN',
    fix: 'Type: export ANTHROPIC_AUTH_TOKEN="$ANTHROPIC_TOKEN"; unset ANTHROPIC_TOKEN',
  })
  expect(of({ ANTHROPIC_API_KEY_HELPER: 'canary' })?.fix).toBe(
    'Set apiKeyHelper in /home/dev/.claude/settings.json to <the command of ANTHROPIC_API_KEY_HELPER>.',
  )
  expect(of({ CLAUDE_API_KEY: ' ', ANTHROPIC_API_KEY: 'canary' })).toBeNull()
})
