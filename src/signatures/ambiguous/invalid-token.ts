import type { Signature } from '../signature.ts'

/** An ended token at Databricks, a key of another service or a malformed header elsewhere: hence unsure. */
export const invalidToken: Signature = {
  id: 'invalid-token',
  title: 'Some server does not accept the token',
  provider: 'gateway',
  cause: 'invalid-credential',
  renewable: 'unsure',
  hearsay: true,
  when: [{ status: [401], printed: /\b401 invalid token\b/i }, { printed: /^Invalid [Tt]oken\.?$/ }],
  area: 'account-or-auth',
  meaning:
    'A server or gateway does not accept the token; these words alone do not tell whether it has ended, belongs to another service, or reached the server in a wrong form.',
  why: 'Many servers say the same of every token that they cannot use; Databricks says it of one that has ended, with a 403.',
  commonCauses: [
    'a token past its end',
    'a key of one service sent to another one, left over in the environment or in settings.json',
    'a Bearer header with a blank, a line break, quotes, or the word Bearer twice',
    'a cookie of a web page in place of a key',
  ],
  remedy: [
    'Look which address is asked and which credential goes there: ANTHROPIC_BASE_URL with ANTHROPIC_AUTH_TOKEN or ANTHROPIC_API_KEY, in the shell and in ~/.claude/settings.json.',
    'Print it with "printf %s "$ANTHROPIC_AUTH_TOKEN" | od -c | head": no quotes, blanks or line breaks, and no Bearer in front.',
    'If both are right, obtain a new token from whoever issues it, and repeat the request.',
    'Say what you know for a better explanation: warmkey explain --status 403, or --provider.',
  ],
  otherwise: 'Send the same request with curl and the same token: if that works, the client changes it on the way.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -E "^ANTHROPIC_|_TOKEN="; grep -n ANTHROPIC_ ~/.claude/settings.json',
      expect: 'One address and one credential of the same service; settings win over the shell.',
    },
    { on: 'windows', look: 'Get-ChildItem Env:ANTHROPIC*', expect: 'No variable of a service that you have left.' },
    { on: 'vscode', look: 'The env block of settings.json', expect: 'No key of another service.' },
  ],
  worked: 'The same request is answered, and so is one after the life of the token.',
  ignorable: 'No: it does not go away by itself unless the token is one that something renews.',
  prevent: 'Keep address and credential of a service together in one profile, and let a source hand out the token.',
  related: ['databricks-invalid-token', 'anthropic-invalid-bearer-token', 'malformed-bearer'],
  seen: [
    {
      status: 401,
      text: '401 invalid token',
      source: 'https://doc.cctq.ai/en/guide/troubleshooting/auth.html',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: 'Invalid Token',
      source: 'https://github.com/anthropics/claude-code/issues/43436',
      on: '2026-11-21',
    },
    {
      text: 'JsonWebTokenError: invalid token',
      source: 'https://www.npmjs.com/package/jsonwebtoken',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
