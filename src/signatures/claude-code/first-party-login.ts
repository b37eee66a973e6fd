import type { Signature } from '../signature.ts'

export const claudeCodeFirstPartyLogin: Signature = {
  id: 'claude-code-first-party-login',
  title: 'The company allows logins only',
  provider: 'claude-code',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    { printed: /\bmanaged settings require a first-party login\b/i },
    { printed: /\bAdministrator policy requires a Cloud gateway sign-in\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'Settings that an administrator put on this machine want a login of the organization, and a key, token or helper is set.',
  why: 'A key cannot be checked against the policy, so the client does not start with one; cloud providers and federation are not concerned.',
  commonCauses: [
    'ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN in the shell of a managed machine',
    'an apiKeyHelper in your own settings',
    'a gateway key on a machine whose policy was not adapted to the gateway',
  ],
  remedy: [
    'Do what the line "To continue" says: unset the variable, or remove the helper from the file it names.',
    'Run "claude auth login" and sign in with the account of the organization.',
    'If you are meant to use the gateway, ask the administrator to remove forceLoginMethod and forceLoginOrgUUID from the managed settings.',
  ],
  otherwise: 'Show the administrator the message as a whole: it names the key of the policy.',
  checks: [
    {
      on: 'linux',
      look: 'cat /etc/claude-code/managed-settings.json',
      expect: 'forceLoginMethod or forceLoginOrgUUID: this card.',
    },
    {
      on: 'macos',
      look: 'cat "/Library/Application Support/ClaudeCode/managed-settings.json"',
      expect: 'The same keys; profiles of device management can set them too.',
    },
    {
      on: 'windows',
      look: 'type "C:\\Program Files\\ClaudeCode\\managed-settings.json"',
      expect: 'The same keys; the registry can set them too.',
    },
    { on: 'container', look: 'The image', expect: 'May carry managed settings of its own.' },
    { on: 'ci', look: 'The runner', expect: 'A managed machine as a runner has the policy of a desk.' },
  ],
  worked: 'The client starts, and /status shows the login of the organization.',
  ignorable: 'No: the client does not start.',
  prevent: 'Keep policy and gateway in the same managed settings, so that they fit together.',
  related: ['anthropic-api-keys-disabled', 'anthropic-oauth-not-allowed', 'claude-code-auth-conflict'],
  seen: [
    {
      text: "This machine's managed settings require a first-party login: they require a claude.ai or Console sign-in (forceLoginMethod), and this session is configured with a bearer token from ANTHROPIC_AUTH_TOKEN, which cannot be checked against that policy (requests go through 127.0.0.1:9, per ANTHROPIC_BASE_URL).\n\nTo continue: unset ANTHROPIC_AUTH_TOKEN (or run in a shell without it), then run: claude auth login",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
