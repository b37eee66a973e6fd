import type { Signature } from '../signature.ts'

export const anthropicOauthNotAllowed: Signature = {
  id: 'anthropic-oauth-not-allowed',
  title: 'The organization does not allow this kind of login',
  provider: 'anthropic',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    {
      status: [401, 403],
      code: ['authentication_error', 'permission_error'],
      message: /\bOAuth authentication is currently not allowed for this organization\b/i,
    },
    { message: /\bOAuth authentication is currently not allowed\b|\bdisabled Claude subscription access\b/i },
    { code: ['oauth_org_not_allowed'] },
  ],
  area: 'account-or-auth',
  meaning: 'The login is good, but the organization does not let it be used here, or its plan has lapsed.',
  why: 'The organization decides which logins may be used for which product; a lapsed plan turns the same switch.',
  commonCauses: [
    'a plan that ended or was downgraded',
    'an administrator who allows API keys only',
    'a login of the private account in the organization of the company, or the other way round',
  ],
  remedy: [
    'Use an API key or a federation token of the organization, or ask its administrator to allow this login.',
    'If the login is your own, check that its plan is still paid for.',
  ],
  otherwise: 'Ask the administrator of the organization named by /status; nothing on this machine can change it.',
  checks: [
    {
      on: 'any',
      look: '/status in Claude Code',
      expect: 'Shows the organization that refuses: often it is not the one you meant.',
    },
    { on: 'any', look: 'The Billing page of the account', expect: 'Shows whether the plan is active.' },
  ],
  worked: '/status shows the other organization or a key, and a prompt is answered.',
  ignorable: 'No: this login cannot be used here until somebody allows it.',
  prevent: 'Keep one configuration directory for each organization, so that a login never lands in the wrong one.',
  related: [
    'anthropic-api-keys-disabled',
    'anthropic-oauth-unsupported',
    'anthropic-organization-disabled',
    'claude-code-first-party-login',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth authentication is currently not allowed for this organization."},"request_id":"req_011CSNEaED1kUhJjJRCJNmFb"}',
      source: 'https://github.com/anthropics/claude-code/issues/6312',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"OAuth authentication is currently not allowed for this organization."},"request_id":"req_011CaSz95hkHrgQkd9mVaGQc"}',
      source: 'https://github.com/anthropics/claude-code/issues/53756',
      on: '2026-11-21',
    },
    {
      text: 'Your organization has disabled Claude subscription access for Claude Code · Use an Anthropic API key instead, or ask your admin to enable access',
      source: 'https://code.claude.com/docs/en/errors#your-organization-has-disabled-claude-subscription-access',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth authentication is currently not supported."}}',
      source: 'https://github.com/anthropics/claude-code/issues/5983',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
