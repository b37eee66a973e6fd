import type { Signature } from '../signature.ts'

/** What is left of permission_error when no other card knows its words. */
export const anthropicPermissionDenied: Signature = {
  id: 'anthropic-permission-denied',
  title: 'The credential may not do this',
  provider: 'anthropic',
  cause: 'permission',
  renewable: 'no',
  when: [{ status: [403], code: ['permission_error'] }],
  meaning: 'The credential is valid and lacks the permission for this resource, model or workspace.',
  remedy: [
    'Ask an administrator of the organization to give this key or account access to what the message names, or use a credential that has it.',
    'Check that the credential belongs to the organization and workspace you mean.',
  ],
  seen: [
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"Your API key does not have permission to use the specified resource."}}',
      source: 'https://platform.claude.com/docs/en/api/errors',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"OAuth token has been revoked. Please obtain a new token."},"request_id":"req_011CX6Cwz8rJqKAK3zdtL3aC"}',
      source: 'https://github.com/vybestack/llxprt-code/issues/1123',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"OAuth token does not meet scope requirement user:profile"}}',
      source: 'https://github.com/anthropics/claude-code/issues/22450',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth authentication is currently not allowed for this organization."},"request_id":"req_011CSNEaED1kUhJjJRCJNmFb"}',
      source: 'https://github.com/anthropics/claude-code/issues/6312',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
