import type { Signature } from '../signature.ts'

export const anthropicApiKeysDisabled: Signature = {
  id: 'anthropic-api-keys-disabled',
  title: 'The organization does not allow API keys',
  provider: 'anthropic',
  cause: 'org-policy',
  renewable: 'no',
  when: [{ message: /\bdisabled API key authentication\b|\bAPI key authentication is disabled\b/i }],
  area: 'account-or-auth',
  meaning: 'The administrator of the organization has turned API keys off, so the API refuses every key.',
  why: 'An administrator can require logins or federation for the whole organization; from that moment every key of it is refused, old and new alike.',
  commonCauses: [
    'a new policy of the organization',
    'an ANTHROPIC_API_KEY left over in the shell profile',
    'an apiKeyHelper in a settings file that a colleague shared',
  ],
  remedy: [
    'Authenticate without an API key: use workload identity federation or a login of the organization, or ask its administrator to allow keys again.',
  ],
  otherwise:
    'Ask the administrator which way of signing in the organization allows, and for an exception for CI if you need one.',
  checks: [
    {
      on: 'any',
      look: '/status in Claude Code',
      expect: 'An API key row names the variable or helper that has to go.',
    },
    {
      on: 'macos',
      look: 'env | grep ANTHROPIC_ in the terminal and in a fresh login shell',
      expect: 'Prints the variable if a shell profile exports it.',
    },
    {
      on: 'windows',
      look: '[Environment]::GetEnvironmentVariable("ANTHROPIC_API_KEY","User") in PowerShell',
      expect: 'Prints the key if it is set for the user and not only for the shell.',
    },
    { on: 'ci', look: 'The secrets of the job', expect: 'A key there has to be replaced by federation.' },
  ],
  worked: '/status shows the login or the federation profile and no API key, and a prompt is answered.',
  ignorable: 'No: every request with a key of this organization is refused.',
  prevent:
    'Use workload identity federation for machines and logins for people; then no key is left that a policy can turn off.',
  related: ['anthropic-oauth-not-allowed', 'anthropic-organization-disabled', 'claude-code-auth-conflict'],
  seen: [
    {
      text: 'Your organization has disabled API key authentication · Unset the apiKeyHelper setting and run /login to sign in with your claude.ai account',
      source: 'https://code.claude.com/docs/en/errors#your-organization-has-disabled-api-key-authentication',
      on: '2026-11-21',
    },
    {
      text: 'Your organization has disabled API key authentication · Unset ANTHROPIC_API_KEY and run /login to sign in with your claude.ai account',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
