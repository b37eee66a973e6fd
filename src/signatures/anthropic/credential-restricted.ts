import type { Signature } from '../signature.ts'

export const anthropicCredentialRestricted: Signature = {
  id: 'anthropic-credential-restricted',
  title: 'The credential is for one client only',
  provider: 'anthropic',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    {
      status: [400, 403],
      code: ['invalid_request_error', 'permission_error'],
      message: /\bonly authorized for use with Claude Code\b/i,
    },
    { message: /\bonly authorized for use with Claude Code\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'A subscription login was used for an API request outside the client that it was issued to; Anthropic does not permit that.',
  why: 'Tokens of a subscription login are issued to one client and may not serve other programs; the API recognises requests that do not come from it.',
  commonCauses: [
    'a third-party tool that borrows a subscription login',
    'a gateway that rewrites the system prompt or the headers of the client',
    'a token from setup-token put into an SDK',
  ],
  remedy: [
    'Use an API key, a federation token or a cloud provider for this request instead of a subscription login.',
    'If the client itself shows this, remove whatever changes its requests on the way.',
  ],
  otherwise: 'Ask the maintainer of the tool how it takes an API key; the rule itself cannot be worked around.',
  checks: [
    {
      on: 'any',
      look: 'The first characters of the credential that is sent',
      expect: 'sk-ant-oat01 marks an access token, sk-ant-api03 an API key.',
    },
    { on: 'any', look: 'The same request with an API key', expect: 'Is answered when this card is the one.' },
  ],
  worked: 'The request is answered with an API key or a federation token.',
  ignorable: 'No, and repeating it may cost the account: the terms do not allow it.',
  prevent: 'Give every tool but the client itself an API key, a federation token or a cloud provider.',
  related: ['anthropic-extra-usage', 'anthropic-oauth-unsupported', 'anthropic-oauth-not-allowed'],
  seen: [
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"This credential is only authorized for use with Claude Code and cannot be used for other API requests."},"request_id":"req_011CTzhLPMYfm1fcc5e5uq9f"}',
      source: 'https://github.com/anymorph-ai/Claudable/issues/45',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
