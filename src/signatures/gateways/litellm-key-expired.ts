import type { Signature } from '../signature.ts'

export const litellmKeyExpired: Signature = {
  id: 'litellm-key-expired',
  title: 'The LiteLLM key has expired',
  provider: 'litellm',
  cause: 'expired',
  renewable: 'yes',
  when: [{ status: [400, 401, 403], code: ['expired_key'] }],
  area: 'account-or-auth',
  meaning: 'The virtual key of the LiteLLM gateway is past its end; some versions say so with a 400.',
  why: 'Virtual keys are made with a duration, and the gateway keeps them in its database as expired instead of forgetting them.',
  commonCauses: [
    'a key made with a duration of days',
    'a personal key that the portal issues for one working day',
    'a copied key from an example',
  ],
  remedy: ['Issue a new key in LiteLLM, or sign in to the gateway again, then repeat the request.'],
  otherwise: 'Ask the operator for the key with /key/info: it shows expiry, owner and budget.',
  checks: [
    {
      on: 'any',
      look: 'curl <gateway>/key/info -H "Authorization: Bearer <key>"',
      expect: 'expires lies in the past: this card.',
    },
    { on: 'ci', look: 'The date of the secret', expect: 'Older than the duration of the key.' },
  ],
  worked: 'The same request is answered with the new key.',
  ignorable: 'No: an expired key is not renewed by itself.',
  prevent: 'Use a helper that asks the gateway for a fresh key, or keys without an end for machines.',
  related: ['litellm-key-unknown', 'litellm-upstream-refused', 'gateway-key-unknown'],
  seen: [
    {
      status: 400,
      text: '{"error":{"message":"Authentication Error - Expired Key. Key Expiry time 2025-01-01 00:00:00+00:00 and current time 2025-01-06 12:00:00+00:00","type":"expired_key","param":"sk-...","code":"400"}}',
      source: 'https://github.com/BerriAI/litellm/issues/18731',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"error":{"message":"Authentication Error, Invalid proxy server token passed. Received API Key = sk-...ITlA, Key Hash (Token) =5ea43e256ed93ce3082d9e89be60b7b2ff5709391df2b35b2eca0e493eeb4c72. Unable to find token in cache or `LiteLLM_VerificationTokenTable`","type":"token_not_found_in_db","param":"key","code":"401"}}',
      source: 'https://github.com/BerriAI/litellm/issues/11639',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
