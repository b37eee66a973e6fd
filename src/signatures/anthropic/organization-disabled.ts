import type { Signature } from '../signature.ts'

export const anthropicOrganizationDisabled: Signature = {
  id: 'anthropic-organization-disabled',
  title: 'The organization has been disabled',
  provider: 'anthropic',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    {
      status: [400, 401, 403],
      code: ['invalid_request_error', 'permission_error', 'authentication_error'],
      message: /\borganization has been disabled\b/i,
    },
    { message: /\bThis organization has been disabled\b|\bbelongs to a disabled organization\b/i },
  ],
  meaning:
    'The key or login belongs to an organization that Anthropic has disabled; often an old key that overrides a good login.',
  remedy: [
    'Use a credential of an organization that is active: remove the old key from wherever this one comes from.',
    'If it is the only organization you have, ask Anthropic support why it was disabled.',
  ],
  seen: [
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"This organization has been disabled."},"request_id":"req_011CcZCmicNryVqGrUyoPkXM"}',
      source: 'https://github.com/anthropics/claude-code/issues/72457',
      on: '2026-11-21',
    },
    {
      text: 'Your ANTHROPIC_API_KEY belongs to a disabled organization · Update or unset the environment variable',
      source: 'https://code.claude.com/docs/en/errors#this-organization-has-been-disabled',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth authentication is currently not allowed for this organization."},"request_id":"req_011CSNEaED1kUhJjJRCJNmFb"}',
      source: 'https://github.com/anthropics/claude-code/issues/6312',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
