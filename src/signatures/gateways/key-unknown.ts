import type { Signature } from '../signature.ts'

/** The same few words come from many servers, and some of them mean an expired key: hence unsure. */
export const gatewayKeyUnknown: Signature = {
  id: 'gateway-key-unknown',
  title: 'The gateway does not know the key',
  provider: 'gateway',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['authentication_error', '401'], message: /^Invalid or missing API key\b/i },
    { status: [401], message: /^(?:Invalid or missing API key\b|Invalid API key\.?$|token not found\.?$)/i },
  ],
  meaning:
    'The gateway does not know the key, or looks for it in the other of the two headers in which a key can travel.',
  remedy: [
    'Check that the key of this profile is a key of this gateway, and set the header of the upstream to the one that the gateway reads.',
    'If the client sends two credentials, remove the one that is not for the gateway.',
  ],
  seen: [
    {
      status: 401,
      text: '{"detail":{"type":"error","error":{"type":"authentication_error","message":"Invalid or missing API key. Use x-api-key header or Authorization: Bearer."}}}',
      source: 'https://github.com/jwadow/kiro-gateway/issues/65',
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
