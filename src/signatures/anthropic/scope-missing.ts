import type { Signature } from '../signature.ts'

export const anthropicScopeMissing: Signature = {
  id: 'anthropic-scope-missing',
  title: 'The token lacks a scope',
  provider: 'anthropic',
  cause: 'permission',
  renewable: 'no',
  when: [
    {
      status: [403],
      code: ['permission_error'],
      message: /\bdoes not meet scope requirement\b|\bmissing (?:the )?[a-z]{1,20}:[a-z_]{1,40} scope\b/i,
    },
    { message: /\bdoes not meet scope requirement\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The token is valid, but it was issued without the scope that this request needs; another token of the same kind lacks it too.',
  why: 'Scopes are fixed when a person signs in; tokens made for unattended use carry inference and nothing else.',
  commonCauses: [
    'a token from setup-token used for a feature that needs the profile',
    'a usage monitor that asks for account data',
    'a login that was made before the feature existed',
  ],
  remedy: [
    'Sign in again in a way that grants the scope named in the message; a token made for inference alone never has user:profile.',
    'Leave the feature unused with this token if only usage figures fail: model requests do not need that scope.',
  ],
  otherwise: 'Sign in interactively in a configuration directory of its own and use the feature there.',
  checks: [
    {
      on: 'any',
      look: 'jq .claudeAiOauth.scopes ~/.claude/.credentials.json',
      expect: 'Lists the scopes of the login; the one in the message is not among them.',
    },
    { on: 'ci', look: 'CLAUDE_CODE_OAUTH_TOKEN in the job', expect: 'A token of this kind has user:inference alone.' },
  ],
  worked: 'The feature works after the new login, without the message.',
  ignorable: 'Yes, when only usage or profile figures fail: model requests do not need this scope.',
  prevent:
    'Use tokens for unattended runs only for inference, and log in interactively where account features are wanted.',
  related: ['anthropic-permission-denied', 'oauth-insufficient-scope', 'anthropic-session-stale'],
  seen: [
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"OAuth token does not meet scope requirement user:profile"}}',
      source: 'https://github.com/anthropics/claude-code/issues/22450',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"OAuth token does not meet scope requirement user:profile","details":{"error_visibility":"user_facing"}},"request_id":"req_011CXz9qEr31z4KrCj34k1yi"}',
      source: 'https://github.com/anthropics/claude-code/issues/24654',
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
  ],
  updatedOn: '2026-11-21',
}
