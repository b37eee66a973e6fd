import type { Signature } from '../signature.ts'

export const litellmKeyUnknown: Signature = {
  id: 'litellm-key-unknown',
  title: 'LiteLLM does not know the key',
  provider: 'litellm',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [400, 401, 403], code: ['token_not_found_in_db'] },
    { status: [400, 401, 403], message: /\bInvalid proxy server token passed\b|\bLiteLLM_VerificationTokenTable\b/i },
    { message: /\bLiteLLM_VerificationTokenTable\b/ },
  ],
  area: 'account-or-auth',
  meaning:
    'The LiteLLM gateway has no such key: deleted, mistyped, or a key of another provider that was sent next to the right one.',
  why: 'The gateway looks the hash of the key up in its table; a provider key, a key of another instance and a deleted key are not in it.',
  commonCauses: [
    'a provider key sent to the gateway',
    'a key of the staging gateway used in production',
    'a database that was set up anew',
    'a saved Anthropic key that travels beside the gateway key',
  ],
  remedy: [
    'Check that the key of this profile is a key of this LiteLLM gateway, and issue a new one if it was deleted.',
    'If the client sends two credentials, remove the one that is not for the gateway.',
  ],
  otherwise:
    'Give the operator the key hash from the message: it is no secret, and tells whether the key ever existed.',
  checks: [
    {
      on: 'any',
      look: 'The last four characters in the message (sk-...XXXX)',
      expect: 'Others than those of your key: another credential was sent and won.',
    },
    {
      on: 'any',
      look: 'env | grep -E "ANTHROPIC_(API_KEY|AUTH_TOKEN)"',
      expect: 'Both set: unset the one that is not for the gateway.',
    },
    { on: 'container', look: 'The env file of the container', expect: 'Often holds the key of another instance.' },
  ],
  worked: 'The request is answered, and the spend of your key in the gateway grows.',
  ignorable: 'No: every request is refused.',
  prevent: 'Let one source hand out the key of the gateway, and keep provider keys off the machines of its users.',
  related: ['litellm-key-expired', 'litellm-upstream-refused', 'gateway-key-unknown'],
  seen: [
    {
      status: 401,
      text: '{"error":{"message":"Authentication Error, Invalid proxy server token passed. Received API Key = sk-...ITlA, Key Hash (Token) =5ea43e256ed93ce3082d9e89be60b7b2ff5709391df2b35b2eca0e493eeb4c72. Unable to find token in cache or `LiteLLM_VerificationTokenTable`","type":"token_not_found_in_db","param":"key","code":"401"}}',
      source: 'https://github.com/BerriAI/litellm/issues/11639',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"error":{"message":"Authentication Error, Invalid proxy server token passed. valid_token=None.","type":"auth_error","param":"None","code":"401"}}',
      source: 'https://github.com/BerriAI/litellm/issues/7287',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 400,
      text: '{"error":{"message":"Authentication Error - Expired Key. Key Expiry time 2025-01-01 00:00:00+00:00 and current time 2025-01-06 12:00:00+00:00","type":"expired_key","param":"sk-...","code":"400"}}',
      source: 'https://github.com/BerriAI/litellm/issues/18731',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: 'litellm.AuthenticationError: BedrockException Invalid Authentication - b\'{"message":"The security token included in the request is invalid."}\'',
      source: 'https://github.com/Aider-AI/aider/issues/1986',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
