import type { Signature } from '../signature.ts'

export const litellmKeyBlocked: Signature = {
  id: 'litellm-key-blocked',
  title: 'The LiteLLM key is blocked',
  provider: 'litellm',
  cause: 'revoked',
  renewable: 'unsure',
  when: [
    { status: [401], message: /\bKey is blocked\. Update via\b/i },
    { message: /\bAuthentication Error, Key is blocked\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The proxy knows the key, and an administrator has blocked it.',
  why: 'Blocking keeps the key and its counters and refuses every request until somebody lifts it.',
  commonCauses: [
    'blocked after a leak or for its costs',
    'blocked with its user or team',
    'a key that a newer one has replaced',
  ],
  remedy: [
    'Ask the operator to lift it with /key/unblock, or for a new key.',
    'Put the new key where the tool reads it.',
  ],
  otherwise: 'Ask whether the user or the team is blocked too.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://PROXY/key/info -H "Authorization: Bearer $KEY"',
      expect: 'The same refusal; an operator sees blocked: true.',
    },
  ],
  worked: 'The same request is answered.',
  ignorable: 'No: each request is refused.',
  prevent: 'Rotate keys by replacing them in one place.',
  related: ['litellm-key-unknown', 'litellm-key-expired', 'litellm-budget'],
  seen: [
    {
      text: "Authentication Error, Key is blocked. Update via `/key/unblock` if you're an admin.",
      source: 'https://github.com/BerriAI/litellm/blob/main/litellm/proxy/auth/user_api_key_auth.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
