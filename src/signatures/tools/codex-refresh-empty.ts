import type { Signature } from '../signature.ts'

export const codexRefreshEmpty: Signature = {
  id: 'codex-refresh-empty',
  title: 'The refresh token in auth.json is empty',
  provider: 'codex',
  cause: 'config-file',
  renewable: 'no',
  when: [{ printed: /\bInvalid 'refresh_token': empty string\b/i }],
  area: 'local-runtime',
  meaning: 'Codex has a login file without a refresh token, so it cannot get the next access token.',
  why: 'Another program wrote auth.json with only an access token; it works until that ends.',
  commonCauses: ['a helper that writes auth.json', 'a copied file with parts left out'],
  remedy: ['Type "codex logout", then "codex login".', 'Stop the program that writes ~/.codex/auth.json.'],
  otherwise: 'Use an API key instead: "codex login --with-api-key".',
  checks: [
    {
      on: 'any',
      look: 'python3 -m json.tool ~/.codex/auth.json | grep refresh_token',
      expect: 'A value between the quotes.',
    },
  ],
  worked: 'The file has a refresh token, and Codex still works an hour later.',
  ignorable: 'No: the login ends with the access token.',
  prevent: 'Let only Codex write auth.json.',
  related: ['codex-refresh-failed', 'codex-unauthorized'],
  seen: [
    {
      text: "Failed to refresh token: 400 Bad Request: Invalid 'refresh_token': empty string. Expected a string with minimum length 1, but got an empty string instead.",
      source: 'https://github.com/zhishile/codex-auth-helper/issues/43',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
