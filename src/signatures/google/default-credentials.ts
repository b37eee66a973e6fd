import type { Signature } from '../signature.ts'

export const googleDefaultCredentials: Signature = {
  id: 'google-default-credentials',
  title: 'There are no Application Default Credentials',
  provider: 'google',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bYour default credentials were not found\b/i },
    { printed: /\bCould not load the default credentials\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The library looked into GOOGLE_APPLICATION_CREDENTIALS, the file of gcloud and the metadata server, and found no credentials.',
  why: 'Libraries do not use the account of "gcloud auth login"; they read a file that only "gcloud auth application-default login" writes.',
  commonCauses: [
    'only "gcloud auth login" was done',
    'another HOME: sudo, container, remote window',
    'GOOGLE_APPLICATION_CREDENTIALS is not set in this shell',
    'the machine is not one of Google’s',
  ],
  remedy: ['Type "gcloud auth application-default login".', 'Start the tool again, in the same home.'],
  otherwise: 'Point GOOGLE_APPLICATION_CREDENTIALS to the key file of a service account, with its full path.',
  checks: [
    {
      on: 'any',
      look: 'gcloud auth application-default print-access-token',
      expect: 'A token: the tool looks in another home; the same sentence: sign in.',
    },
    { on: 'linux', look: 'ls -l ~/.config/gcloud/application_default_credentials.json', expect: 'The file is there.' },
    {
      on: 'windows',
      look: 'dir %APPDATA%\\gcloud\\application_default_credentials.json',
      expect: 'The file is there.',
    },
    {
      on: 'wsl',
      look: 'ls ~/.config/gcloud',
      expect: 'WSL does not see the login made in Windows (%APPDATA%\\gcloud).',
    },
    { on: 'container', look: 'ls /root/.config/gcloud', expect: 'Missing: mount the file and set the variable.' },
    { on: 'ci', look: 'The step google-github-actions/auth', expect: 'It stands before this step.' },
  ],
  worked: 'The command "gcloud auth application-default print-access-token" prints a token and the tool answers.',
  ignorable: 'No: no request can be signed.',
  prevent: 'Set GOOGLE_APPLICATION_CREDENTIALS in the settings of the tool rather than in one shell.',
  related: ['google-no-active-account', 'google-credentials-file', 'google-reauth-required'],
  seen: [
    {
      text: 'google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found. To set up Application Default Credentials, see https://cloud.google.com/docs/authentication/external/set-up-adc for more information.',
      source: 'https://github.com/googleapis/google-auth-library-python/blob/main/google/auth/_default.py',
      on: '2026-11-21',
    },
    {
      text: 'ERROR: (gcloud.auth.application-default.print-access-token) Your default credentials were not found. To set up Application Default Credentials, see https://cloud.google.com/docs/authentication/external/set-up-adc for more information.',
      source: 'https://github.com/googleapis/google-auth-library-python/blob/main/google/auth/_default.py',
      on: '2026-11-21',
    },
    {
      text: 'Error: Could not load the default credentials. Browse to https://cloud.google.com/docs/authentication/getting-started for more information.',
      source: 'https://www.npmjs.com/package/google-auth-library/v/10.9.1',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'google.auth.exceptions.DefaultCredentialsError: File /nonexistent.json was not found.',
      source: 'https://github.com/googleapis/google-auth-library-python/blob/main/google/auth/_default.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
