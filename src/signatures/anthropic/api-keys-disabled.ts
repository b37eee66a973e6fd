import type { Signature } from '../signature.ts'

export const anthropicApiKeysDisabled: Signature = {
  id: 'anthropic-api-keys-disabled',
  title: 'The organization does not allow API keys',
  provider: 'anthropic',
  cause: 'org-policy',
  renewable: 'no',
  when: [{ message: /\bdisabled API key authentication\b|\bAPI key authentication is disabled\b/i }],
  meaning: 'The administrator of the organization has turned API keys off, so the API refuses every key.',
  remedy: [
    'Authenticate without an API key: use workload identity federation or a login of the organization, or ask its administrator to allow keys again.',
  ],
  seen: [
    {
      text: 'Your organization has disabled API key authentication · Unset the apiKeyHelper setting and run /login to sign in with your claude.ai account',
      source: 'https://code.claude.com/docs/en/errors#your-organization-has-disabled-api-key-authentication',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
