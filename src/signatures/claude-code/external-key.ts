import type { Signature } from '../signature.ts'

export const claudeCodeExternalKey: Signature = {
  id: 'claude-code-external-key',
  title: 'The key from outside was refused',
  provider: 'claude-code',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [{ printed: /\bInvalid API key ·/i }],
  area: 'account-or-auth',
  meaning: 'The API refused the key that came from ANTHROPIC_API_KEY or from the apiKeyHelper.',
  why: 'The client does not own this key, so it can only tell you to mend the place it comes from; a saved login does not step in.',
  commonCauses: [
    'a key that was deleted, regenerated or has ended',
    'an old key in a shell profile or settings file',
    'a helper that prints something stale',
    'a gateway key sent to the Anthropic API, or the other way round',
  ],
  remedy: [
    'Run /status: it names the source of the key.',
    'If it is the helper, run its command by hand and try what it prints with curl; if it is a variable, unset it or set the new key.',
    'Check that key and ANTHROPIC_BASE_URL belong together.',
  ],
  otherwise:
    'Remove the helper and all ANTHROPIC_ variables for one run and sign in with /login: if that works, the key is the only fault.',
  checks: [
    {
      on: 'any',
      look: 'env | grep ANTHROPIC_; grep -nE "apiKeyHelper|ANTHROPIC_" ~/.claude/settings.json .claude/settings*.json',
      expect: 'Every place a key can come from; settings win over the shell.',
    },
    {
      on: 'macos',
      look: 'ls "/Library/Application Support/ClaudeCode/managed-settings.json"',
      expect: 'A helper set by IT wins over your own.',
    },
    {
      on: 'windows',
      look: 'dir "C:\\Program Files\\ClaudeCode\\managed-settings.json"',
      expect: 'A helper set by IT wins over your own.',
    },
    {
      on: 'linux',
      look: 'ls /etc/claude-code/managed-settings.json',
      expect: 'A helper set by IT wins over your own.',
    },
    { on: 'container', look: 'The env file of the container', expect: 'Often holds a key of last month.' },
    { on: 'ci', look: 'The last characters of the secret', expect: 'A line break or quote was stored with it.' },
    {
      on: 'vscode',
      look: 'claudeCode.environmentVariables in the settings',
      expect: 'A key there counts for the extension alone.',
    },
  ],
  worked: '/status shows the source you meant and a prompt is answered.',
  ignorable: 'No: every prompt fails.',
  prevent: 'Keep the key in one place, and let a helper or gateway hand it out.',
  related: [
    'anthropic-invalid-api-key',
    'claude-code-helper-failing',
    'claude-code-auth-conflict',
    'claude-code-header-characters',
    'gateway-key-unknown',
  ],
  seen: [
    {
      text: 'Invalid API key · Fix external API key',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Not logged in · Please run /login',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
