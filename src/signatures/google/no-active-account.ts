import type { Signature } from '../signature.ts'

export const googleNoActiveAccount: Signature = {
  id: 'google-no-active-account',
  title: 'The gcloud command is not signed in',
  provider: 'google',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bdo not currently have an active account selected\b/i },
    { printed: /\bNoActiveAccountException\b/ },
  ],
  area: 'account-or-auth',
  meaning: 'The command gcloud has no account for this user and this configuration, so it cannot print a token.',
  why: 'The account of gcloud and the Application Default Credentials are two logins: the one for commands, the other for libraries; a helper that calls "gcloud auth print-access-token" needs the first.',
  commonCauses: [
    'only "gcloud auth application-default login" was done',
    'another HOME or CLOUDSDK_CONFIG',
    'a container or job without a login',
    'another named configuration is active',
  ],
  remedy: ['Type "gcloud auth login".', 'Run "gcloud auth print-access-token" once more; it prints a token.'],
  otherwise: 'Choose an account that is already there: "gcloud auth list", then "gcloud config set account NAME".',
  checks: [
    { on: 'any', look: 'gcloud auth list', expect: 'A star before one account; no account: sign in.' },
    { on: 'any', look: 'echo $CLOUDSDK_CONFIG', expect: 'Set: the login lies in that directory.' },
    { on: 'container', look: 'ls ~/.config/gcloud', expect: 'Missing: mount it, or use a service account.' },
    {
      on: 'wsl',
      look: 'ls ~/.config/gcloud',
      expect: 'WSL does not see the login made in Windows (%APPDATA%\\gcloud).',
    },
    { on: 'ssh', look: 'gcloud auth login --no-browser', expect: 'Signs in with a browser on another machine.' },
  ],
  worked: 'The command "gcloud auth print-access-token" prints one line.',
  ignorable: 'No: a helper that uses this command prints nothing usable.',
  prevent: 'Use a service account or workload identity where nobody can sign in.',
  related: ['google-default-credentials', 'google-gcloud-reauth', 'google-refresh-failed'],
  seen: [
    {
      text: 'ERROR: (gcloud.auth.print-access-token) You do not currently have an active account selected.\nPlease run:\n\n  $ gcloud auth login\n\nto obtain new credentials.',
      source:
        'https://github.com/google-cloud-sdk-unofficial/google-cloud-sdk/blob/797f815744270b89017608fb7c6651228bde5b72/lib/googlecloudsdk/core/credentials/exceptions.py',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found. To set up Application Default Credentials, see https://cloud.google.com/docs/authentication/external/set-up-adc for more information.',
      source: 'https://github.com/googleapis/google-auth-library-python/blob/main/google/auth/_default.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
