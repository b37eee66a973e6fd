import type { Signature } from '../signature.ts'

export const pageKeyRevoked: Signature = {
  id: 'page-key-revoked',
  title: 'A key that is gone, as troubleshooting pages put it',
  provider: 'claude-code',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [
    { printed: /\binvalid_api_key - API key is invalid or has been revoked\b/i },
    { printed: /\binvalid_api_key - API key is invalid\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'Only troubleshooting pages report this text; they mean a key that was deleted or regenerated in the Console.',
  why: 'The API answers such a key with the type authentication_error; invalid_api_key is a word of OpenAI and of servers like it, so look also who really answered.',
  commonCauses: [
    'a key that was regenerated in the Console',
    'a key sent to a server of another provider',
    'an old key in a profile or settings file',
  ],
  remedy: [
    'Look the last characters of the key up in the Console; create a new one if it is not listed.',
    'Check that ANTHROPIC_BASE_URL and key belong to the same server.',
  ],
  otherwise: 'Try the key by curl against the server it was issued for: the true text then shows.',
  checks: [
    { on: 'any', look: '/status', expect: 'Names the source of the key and the base URL.' },
    {
      on: 'any',
      look: 'env | grep -E "ANTHROPIC_|OPENAI_"',
      expect: 'A key of one provider beside the address of another.',
    },
    { on: 'ci', look: 'The date of the secret', expect: 'Older than the last rotation.' },
  ],
  worked: 'A prompt is answered with the new key.',
  ignorable: 'No: a deleted key never works again.',
  prevent: 'Rotate keys by a vault that all machines read.',
  related: ['anthropic-invalid-api-key', 'claude-code-external-key', 'gateway-key-unknown'],
  hearsay: true,
  seen: [
    {
      text: 'Error: invalid_api_key - API key is invalid or has been revoked.',
      source: 'https://aitoolsrank.io/fix/claude-code-api-key-not-configured/',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}',
      source: 'https://github.com/anthropics/claude-code/issues/9694',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
