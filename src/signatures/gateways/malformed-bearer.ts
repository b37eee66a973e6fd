import type { Signature } from '../signature.ts'

export const malformedBearer: Signature = {
  id: 'malformed-bearer',
  title: 'A token in the wrong form',
  provider: 'gateway',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [400, 401, 403], message: /\bjwt malformed\b/i },
    { status: [400, 401, 403], message: /\btoken contains an invalid number of segments\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'What stands behind the word Bearer is no token that this server can read: its form is wrong, or it is a key of another kind.',
  why: 'Blanks, line breaks, quotes, a missing Bearer or a web cookie in place of a key make a token that no server can read.',
  commonCauses: [
    'a blank or line break inside the header',
    'the word Bearer missing or there twice',
    'a cookie of the web page used as a key',
    'an API key sent where a signed token (JWT) is wanted',
  ],
  remedy: [
    'Print it with "printf %s "$ANTHROPIC_AUTH_TOKEN" | od -c | head": no quotes, blanks or line breaks, and no Bearer in front.',
    'Use a key from the Console or gateway, never a cookie.',
    'If the form is right, obtain a new token once.',
  ],
  otherwise: 'Ask the server by curl with the same token: if that works, the client changes it.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -c "Bearer"',
      expect: '1: the word is part of the variable and will be sent twice.',
    },
    { on: 'windows', look: 'Quotes after set VAR="…" in cmd', expect: 'They become part of the value.' },
    { on: 'ci', look: 'The end of the secret', expect: 'A line break was stored with it.' },
    { on: 'container', look: 'Quotes in an env file', expect: 'Docker does not remove them.' },
  ],
  worked: 'The same request is answered.',
  ignorable: 'No: it is refused each time.',
  prevent: 'Pass tokens by a file or a command, and let a tool that checks their shape write them.',
  related: [
    'databricks-invalid-token',
    'anthropic-invalid-bearer-token',
    'claude-code-header-characters',
    'gateway-key-unknown',
  ],
  seen: [
    {
      status: 401,
      text: 'JsonWebTokenError: jwt malformed',
      source: 'https://www.npmjs.com/package/jsonwebtoken',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: 'token is malformed: token contains an invalid number of segments',
      source: 'https://pkg.go.dev/github.com/golang-jwt/jwt/v5',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'API Error: 403 Invalid Token',
      source: 'https://github.com/anthropics/claude-code/issues/43436',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
