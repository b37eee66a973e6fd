import type { Signature } from '../signature.ts'

export const googleCredentialsFile: Signature = {
  id: 'google-credentials-file',
  title: 'The credentials file of Google is missing or not one',
  provider: 'google',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bDefaultCredentialsError: File \S{1,200} was not found\b/ },
    { printed: /\bdoes not have a valid type\. Type is\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'GOOGLE_APPLICATION_CREDENTIALS points to a file that is not there, or whose JSON is no Google credential.',
  why: 'When the variable is set nothing else is tried, not even a valid login of gcloud; the file must have a field type such as service_account or authorized_user.',
  commonCauses: [
    'a relative path, read from another directory',
    'a path of the host inside a container',
    'an OAuth client file in place of a key',
    'a variable left over from another project',
  ],
  remedy: [
    'Type "unset GOOGLE_APPLICATION_CREDENTIALS" to go back to the login of gcloud, or set it to the full path of the key file.',
    'Repeat the request.',
  ],
  otherwise: 'Download a new key for the service account, or sign in with "gcloud auth application-default login".',
  checks: [
    {
      on: 'any',
      look: 'ls -l "$GOOGLE_APPLICATION_CREDENTIALS"',
      expect: 'The file exists and this user may read it.',
    },
    {
      on: 'any',
      look: 'grep \'"type"\' "$GOOGLE_APPLICATION_CREDENTIALS"',
      expect: 'service_account, authorized_user, external_account or impersonated_service_account.',
    },
    { on: 'container', look: 'The mounts of the container', expect: 'The path is the one inside the container.' },
  ],
  worked: 'The command "gcloud auth application-default print-access-token" prints a token.',
  ignorable: 'No: the variable hides every other login.',
  prevent: 'Use full paths, and unset the variable where the login of gcloud is meant.',
  related: ['google-default-credentials', 'google-no-active-account'],
  seen: [
    {
      text: 'google.auth.exceptions.DefaultCredentialsError: File /nonexistent.json was not found.',
      source: 'https://github.com/googleapis/google-auth-library-python/blob/main/google/auth/_default.py',
      on: '2026-11-21',
    },
    {
      text: "google.auth.exceptions.DefaultCredentialsError: The file /home/dev/client.json does not have a valid type. Type is None, expected one of ('authorized_user', 'service_account', 'external_account', 'external_account_authorized_user', 'impersonated_service_account', 'gdch_service_account').",
      source: 'https://github.com/googleapis/google-auth-library-python/blob/main/google/auth/_default.py',
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
