import type { Signature } from '../signature.ts'

export const googleRefreshFailed: Signature = {
  id: 'google-refresh-failed',
  title: 'The gcloud command could not renew its token',
  provider: 'google',
  cause: 'expired',
  renewable: 'no',
  when: [{ printed: /\bThere was a problem refreshing (?:your current )?auth tokens\b/i }],
  area: 'account-or-auth',
  meaning:
    'The login of gcloud is there, and Google does not give a new access token for it; the reason stands after the colon.',
  why: 'A refresh token ends when the password changes, when it has not been used for six months, when the administrator withdraws it, or when the login lacks a scope.',
  commonCauses: [
    'a withdrawn or long unused login',
    'a changed password',
    'a damaged credential store',
    'no network at that moment',
  ],
  remedy: [
    'Type "gcloud auth login" and repeat the command.',
    'If libraries fail as well, type "gcloud auth application-default login".',
  ],
  otherwise: 'Type "gcloud auth revoke", then sign in again.',
  checks: [
    { on: 'any', look: 'gcloud auth list', expect: 'The account with the star is the one that failed.' },
    {
      on: 'any',
      look: 'curl -sI https://oauth2.googleapis.com/token | head -1',
      expect: 'No answer: the network is at fault and not the login.',
    },
    { on: 'any', look: 'date -u', expect: 'Right to the minute.' },
  ],
  worked: 'The command "gcloud auth print-access-token" prints a token.',
  ignorable: 'No: each call of the helper fails the same way.',
  prevent: 'Use a service account where nobody can sign in.',
  related: ['google-gcloud-reauth', 'google-reauth-required', 'oauth-refresh-token-dead'],
  seen: [
    {
      text: 'ERROR: (gcloud.auth.application-default.login) There was a problem refreshing your current auth tokens: None could not be converted to bytes\nPlease run:\n\n  $ gcloud auth login\n\nto obtain new credentials.',
      source: 'https://github.com/GoogleCloudPlatform/genai-for-marketing/issues/138',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'ERROR: (gcloud.config.config-helper) There was a problem reauthenticating while refreshing your current auth tokens: Reauthentication challenge could not be answered because you are not in an interactive session.',
      source: 'https://github.com/kubernetes/kubernetes/issues/96289',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
