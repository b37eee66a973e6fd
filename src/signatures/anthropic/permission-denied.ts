import type { Signature } from '../signature.ts'

/** What is left of permission_error when no other card knows its words. */
export const anthropicPermissionDenied: Signature = {
  id: 'anthropic-permission-denied',
  title: 'The credential may not do this',
  provider: 'anthropic',
  cause: 'permission',
  renewable: 'no',
  when: [{ status: [403], code: ['permission_error'] }],
  area: 'account-or-auth',
  meaning: 'The credential is valid and lacks the permission for this resource, model or workspace.',
  why: 'The API knows who asks; what is asked lies outside what this key or account was given.',
  commonCauses: [
    'a key of another workspace than the resource',
    'a key limited to certain features or models',
    'a role in the organization that does not include API use',
    'a federation rule whose scope is narrower than the request',
  ],
  remedy: [
    'Ask an administrator of the organization to give this key or account access to what the message names, or use a credential that has it.',
    'Check that the credential belongs to the organization and workspace you mean.',
  ],
  otherwise:
    'Try the same request with a key of an administrator: if that works, it is the permission and nothing else.',
  checks: [
    {
      on: 'any',
      look: 'The Console: workspace and permissions of the key',
      expect: 'The key is listed in another workspace, or with fewer permissions than the request needs.',
    },
    {
      on: 'any',
      look: '/status in Claude Code',
      expect: 'Shows organization and source of the credential that is sent.',
    },
    {
      on: 'ci',
      look: 'The workspace of the key that the job uses',
      expect: 'A key made for another project is refused for this one.',
    },
  ],
  worked: 'The same request is answered with the same key after the permission was given.',
  ignorable: 'Only if the refused call is a side one, such as usage figures; a refused model request stays refused.',
  prevent: 'Give each purpose a key of its own, in the workspace it works in, and write down what it may do.',
  related: [
    'anthropic-scope-missing',
    'anthropic-request-not-allowed',
    'anthropic-oauth-token-revoked',
    'anthropic-model-not-found',
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
