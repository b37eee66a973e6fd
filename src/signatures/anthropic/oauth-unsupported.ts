import type { Signature } from '../signature.ts'

export const anthropicOauthUnsupported: Signature = {
  id: 'anthropic-oauth-unsupported',
  title: 'Bearer token without the header that allows it',
  provider: 'anthropic',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { status: [401], code: ['authentication_error'], message: /\bOAuth authentication is currently not supported\b/i },
    { message: /\bOAuth authentication is currently not supported\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'The request carries an access token but not the anthropic-beta header that goes with it; usually a proxy on the way removed the header.',
  why: 'Access tokens are accepted only together with a beta header that the client sends; a gateway that forwards a fixed list of headers drops it.',
  commonCauses: [
    'a proxy or gateway that drops anthropic-beta',
    'an API key sent as a bearer token',
    'CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS set in an old client',
    'a client of before August 2025',
  ],
  remedy: [
    'Let every proxy on the way pass the anthropic-beta header through unchanged.',
    'If the credential is an API key, send it as a key and not as a bearer token.',
    'Update the client if it is older than August 2025.',
  ],
  otherwise:
    'Send the request past the proxy once: if it is answered there, the operator of the proxy has to change it.',
  checks: [
    {
      on: 'any',
      look: 'The headers that arrive behind the proxy',
      expect: 'anthropic-beta is missing or shorter than what was sent.',
    },
    {
      on: 'any',
      look: 'env | grep -i BETAS',
      expect: 'A variable that turns beta headers off explains it without a proxy.',
    },
    { on: 'any', look: 'claude --version', expect: 'An old version sends no such header.' },
  ],
  worked: 'The same login is answered through the proxy.',
  ignorable: 'No: every request with this token is refused on this way.',
  prevent: 'Let gateways forward every header that begins with anthropic- unchanged, those of tomorrow included.',
  related: [
    'anthropic-oauth-not-allowed',
    'anthropic-invalid-bearer-token',
    'anthropic-beta-rejected',
    'anthropic-extra-inputs',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth authentication is currently not supported."}}',
      source: 'https://github.com/anthropics/claude-code/issues/5983',
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
