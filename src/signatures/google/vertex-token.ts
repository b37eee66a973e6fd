import type { Signature } from '../signature.ts'

export const googleVertexToken: Signature = {
  id: 'google-vertex-token',
  title: 'The Vertex client got no token',
  provider: 'google',
  cause: 'missing-credential',
  renewable: 'no',
  when: [{ printed: /\bCould not resolve API token from the environment\b/i }],
  area: 'local-runtime',
  meaning: 'Credentials were found, and refreshing them gave no access token.',
  why: 'The Anthropic client for Vertex AI asks google-auth for a token and stops when the answer is empty; the credential is then of a kind that has none, such as an ID token.',
  commonCauses: [
    'a credentials file of the wrong kind',
    'an old google-auth',
    'a metadata server that answers without a token',
  ],
  remedy: [
    'Type "gcloud auth application-default print-access-token"; if it prints a token, give it as access_token.',
    'Otherwise type "gcloud auth application-default login".',
  ],
  otherwise: 'Install a new google-auth: pip install -U google-auth.',
  checks: [
    { on: 'any', look: 'echo $GOOGLE_APPLICATION_CREDENTIALS', expect: 'Empty, or the file you mean.' },
    { on: 'any', look: 'pip show google-auth | grep Version', expect: 'A version of this year.' },
  ],
  worked: 'The first request is sent.',
  ignorable: 'No: no request is made.',
  prevent: 'Use the login of gcloud or a service account key.',
  related: ['google-default-credentials', 'google-vertex-no-region', 'google-credentials-file'],
  seen: [
    {
      text: 'RuntimeError: Could not resolve API token from the environment',
      source: 'https://github.com/anthropics/anthropic-sdk-python/blob/main/src/anthropic/lib/vertex/_client.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
