import type { Signature } from '../signature.ts'

export const anthropicInvalidBearerToken: Signature = {
  id: 'anthropic-invalid-bearer-token',
  title: 'The bearer token is not accepted',
  provider: 'anthropic',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['authentication_error'], message: /^Invalid bearer token\.?$/i },
    { status: [401], message: /\b401 Invalid bearer token\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The Anthropic API cannot make sense of this bearer token: cut short, broken over two lines, or issued for another server.',
  why: 'The token is parsed before anything else; what does not have the form of a token of this server is refused without a look at any account.',
  commonCauses: [
    'a token cut at a line break when it was copied',
    'a # or a quote copied along with it',
    'the token of a gateway sent to the Anthropic API',
    'an API key sent as a bearer token',
  ],
  remedy: [
    'Check that the whole token is sent, on one line, without quotes and without anything after it.',
    'If the token was issued by a gateway, set that gateway as the upstream instead of the Anthropic API.',
    'Issue a new token if the old one cannot be checked.',
  ],
  otherwise: 'Issue a new token, write it to a file without an editor, and compare the number of characters.',
  checks: [
    {
      on: 'any',
      look: 'printf %s "$ANTHROPIC_AUTH_TOKEN" | wc -c',
      expect: 'A number that differs from the length of the issued token: part of it was lost.',
    },
    {
      on: 'any',
      look: 'printf %s "$CLAUDE_CODE_OAUTH_TOKEN" | od -c | tail -3',
      expect: 'Shows line breaks, quotes or a # inside.',
    },
    {
      on: 'ssh',
      look: 'The terminal width at the moment of copying',
      expect: 'A token that was printed over two lines was copied with a break.',
    },
    {
      on: 'ci',
      look: 'echo -n in front of the tool that stores the secret',
      expect: 'Without -n a line break is stored with it.',
    },
  ],
  worked: 'The same request is answered with the whole token.',
  ignorable: 'No: this token will never be accepted as it is.',
  prevent: 'Pass tokens by a file or a command and not by the clipboard.',
  related: [
    'anthropic-invalid-api-key',
    'anthropic-oauth-unsupported',
    'anthropic-oauth-token-expired',
    'malformed-bearer',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"Invalid bearer token"}}',
      source: 'https://github.com/anthropics/claude-code/issues/40860',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: 'Failed to authenticate. API Error: 401 Invalid bearer token',
      source: 'https://github.com/openclaw/openclaw/pull/97669',
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
    {
      status: 403,
      text: 'Invalid Token',
      source: 'https://github.com/anthropics/claude-code/issues/43436',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
