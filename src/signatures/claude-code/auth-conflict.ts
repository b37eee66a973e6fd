import type { Signature } from '../signature.ts'

export const claudeCodeAuthConflict: Signature = {
  id: 'claude-code-auth-conflict',
  title: 'Two credentials are set',
  provider: 'claude-code',
  cause: 'conflicting-credentials',
  renewable: 'no',
  when: [
    { printed: /\bAuth conflict: (?:Both a token|Using)\b/i },
    { printed: /\bset · auth may not work as expected\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The client found two credentials and uses one of them; it may be the one you did not mean.',
  why: 'Variables, helpers, a saved login and a saved key are looked through in a fixed order, and the loser can travel along in a second header.',
  commonCauses: [
    'ANTHROPIC_API_KEY in a shell profile beside a login',
    'ANTHROPIC_AUTH_TOKEN of a gateway beside a saved key',
    'a helper set by IT',
    'a key that /login saved long ago',
  ],
  remedy: [
    'Decide which one pays and reaches the right server, then take the other away: unset the variable, or remove apiKeyHelper.',
    'If a saved login is the loser, leave it alone: "claude /logout" signs out of everything on this machine.',
  ],
  otherwise:
    'Start the client with "env -u ANTHROPIC_API_KEY -u ANTHROPIC_AUTH_TOKEN claude" to see it with the login alone.',
  checks: [
    { on: 'any', look: '/status', expect: 'Shows a row for each credential and the one in use.' },
    {
      on: 'any',
      look: 'env | grep ANTHROPIC_; grep -n apiKeyHelper ~/.claude/settings.json',
      expect: 'Names the two places.',
    },
    { on: 'macos', look: 'security find-generic-password -s "Claude Code"', expect: 'Finds a key that a login saved.' },
    {
      on: 'windows',
      look: 'Get-ChildItem Env:ANTHROPIC*',
      expect: 'User variables set by setx stay until they are removed.',
    },
    { on: 'vscode', look: 'claudeCode.environmentVariables', expect: 'A third place for the extension alone.' },
    { on: 'ci', look: 'Secrets handed to all jobs', expect: 'A key for one job conflicts in another.' },
  ],
  worked: 'The warning is gone, and /status shows one credential.',
  ignorable: 'Yes, if /status shows that the right one is used and no gateway reads the other header.',
  prevent: 'Keep one configuration directory or one profile for each account and gateway.',
  related: [
    'claude-code-external-key',
    'gateway-key-unknown',
    'anthropic-credits-used-up',
    'claude-code-first-party-login',
  ],
  seen: [
    {
      text: '⚠Auth conflict: Both a token (claude.ai) and an API key (ANTHROPIC_API_KEY) are set. This may lead to unexpected behavior.\n    • Trying to use claude.ai? Unset the ANTHROPIC_API_KEY environment variable, or claude /logout then say "No" to the API key\n    approval before login.\n    • Trying to use ANTHROPIC_API_KEY? claude /logout to sign out of claude.ai.',
      source: 'https://github.com/anthropics/claude-code/issues/9515',
      on: '2026-11-21',
    },
    {
      text: '⚠Auth conflict: Using ANTHROPIC_API_KEY instead of Anthropic Console key. Either unset ANTHROPIC_API_KEY, or run `claude /logout`',
      source: 'https://github.com/anthropics/claude-code/issues/9699',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
