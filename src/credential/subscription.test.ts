import { expect, test } from 'bun:test'
import { refuseSubscriptionLogin } from './subscription.ts'

test.each([
  'security find-generic-password -s "Claude Code-credentials" -w',
  'jq -r .claudeAiOauth.accessToken ~/.claude/.credentials.json',
  'cat $HOME/.claude/.credentials.json',
  'echo $CLAUDE_CODE_OAUTH_TOKEN',
  'C:\\Users\\ada\\.claude\\.credentials.json',
])('%s leads to one', (text) => {
  expect(() => refuseSubscriptionLogin(text, 'It')).toThrow('It leads to a Claude.ai subscription login')
})

test.each(['~/bin/mint-key', '/home/ada/.claude/settings.json', 'ANTHROPIC_AUTH_TOKEN', '~/.credentials.json'])(
  '%s does not',
  (text) => refuseSubscriptionLogin(text, 'It'),
)
