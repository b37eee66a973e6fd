import type { Signature } from '../signature.ts'

export const codexRefreshFailed: Signature = {
  id: 'codex-refresh-failed',
  title: 'Codex could not renew its login',
  provider: 'codex',
  cause: 'expired',
  renewable: 'no',
  when: [{ printed: /\bYour access token could not be refreshed\. Please log out\b/i }],
  area: 'account-or-auth',
  meaning: 'The access token has ended, and OpenAI gave no new one without saying why.',
  why: 'This is the sentence for every refusal that is neither "used" nor "revoked": a damaged auth.json, an empty refresh token, an account that has to be confirmed.',
  commonCauses: [
    'an auth.json written by another tool',
    'an empty refresh token',
    'an account that OpenAI wants confirmed',
    'a clock that is off',
  ],
  remedy: [
    'Type "codex logout", then "codex login", in a browser in which you are signed in to ChatGPT.',
    'Repeat the prompt.',
  ],
  otherwise: 'Sign in to chatgpt.com first and look whether it asks for a confirmation.',
  checks: [
    {
      on: 'any',
      look: 'python3 -m json.tool ~/.codex/auth.json | grep -c refresh_token',
      expect: '1, and not an empty value.',
    },
    { on: 'any', look: 'date -u', expect: 'Right to the minute.' },
  ],
  worked: 'The next prompt is answered, and so is one an hour later.',
  ignorable: 'No: the session stays signed out.',
  prevent: 'Let only Codex write auth.json.',
  related: ['codex-refresh-used', 'codex-refresh-revoked'],
  seen: [
    {
      text: 'Your access token could not be refreshed. Please log out and sign in again.',
      source: 'https://github.com/zhishile/codex-auth-helper/issues/53',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Your access token could not be refreshed because your refresh token was already used. Please log out and sign in again.',
      source: 'https://github.com/openai/codex/issues/6498',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
