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
  meaning:
    'A subscription login was used for an API request outside the client that it was issued to; Anthropic does not permit that.',
  remedy: [
    'Use an API key, a federation token or a cloud provider for this request instead of a subscription login.',
    'If the client itself shows this, remove whatever changes its requests on the way.',
  ],
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
