import type { Signature } from '../signature.ts'

export const googleAdcReauth: Signature = {
  id: 'google-adc-reauth',
  title: 'The Google libraries want a new login',
  provider: 'google',
  cause: 'expired',
  renewable: 'no',
  when: [{ printed: /\bReauthentication is needed\. Please run `gcloud auth\b/i }],
  area: 'account-or-auth',
  meaning:
    'The organization limits the length of a session; the login of the Application Default Credentials is older than that.',
  why: 'A library cannot show the page on which you would confirm who you are, so it stops and names the command.',
  commonCauses: ['the session length of the organization is over', 'the first call of the day'],
  remedy: ['Type "gcloud auth application-default login".', 'Start the program again, or let it read the file anew.'],
  otherwise: 'Use a service account, whose sessions have no such length.',
  checks: [
    { on: 'any', look: 'gcloud auth application-default print-access-token', expect: 'The same sentence: sign in.' },
    {
      on: 'container',
      look: 'The mounted credentials file',
      expect: 'The new file reaches the container only if the directory is mounted.',
    },
  ],
  worked: 'The command "gcloud auth application-default print-access-token" prints a token.',
  ignorable: 'No: nothing in the background can answer the challenge.',
  prevent: 'Use a service account or workload identity for unattended work.',
  related: ['google-reauth-required', 'google-gcloud-reauth', 'google-default-credentials'],
  seen: [
    {
      text: 'google.auth.exceptions.RefreshError: Reauthentication is needed. Please run `gcloud auth application-default login` to reauthenticate.',
      source: 'https://github.com/googleapis/google-auth-library-python/blob/main/google/oauth2/reauth.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
