import type { Signature } from '../signature.ts'

export const anthropicFederationRefused: Signature = {
  id: 'anthropic-federation-refused',
  title: 'The federation rule does not accept the identity',
  provider: 'anthropic',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [{ status: [401], code: ['authentication_error'], message: /^Authentication failed\.?$/i }],
  meaning:
    'The token endpoint refuses the identity token without saying why: expired, or its issuer, audience or subject does not fit the rule.',
  remedy: [
    'Check the authentication history of the federation rule in the Console: it says which check failed.',
    'Compare iss, aud, sub and exp of the identity token with the rule, and let the identity provider issue a new one.',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"Authentication failed"}}',
      source: 'https://platform.claude.com/docs/en/manage-claude/wif-reference',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"Invalid authentication credentials"},"request_id":"req_011CZqG3x3i7dqsprB5xnir7"}',
      source: 'https://github.com/anthropics/claude-code/issues/44930',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
