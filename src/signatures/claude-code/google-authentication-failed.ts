import type { Signature } from '../signature.ts'

export const claudeCodeGoogleAuthenticationFailed: Signature = {
  id: 'claude-code-google-authentication-failed',
  title: 'Refused by Google Cloud, in the words of the client',
  provider: 'google',
  cause: 'unknown',
  renewable: 'unsure',
  when: [
    { printed: /\bGoogle Cloud authentication failed ·/ },
    { printed: /\bGoogle Cloud credentials expired or invalid ·/ },
  ],
  area: 'account-or-auth',
  meaning: 'Google Cloud, or a gateway in front of it, refused the request; the end of the line says why.',
  why: 'The client puts the same advice in front of every 401 and 403; the words behind "API Error" are those of the server.',
  commonCauses: [
    'an access token that ended',
    'a missing role in the project',
    'a gateway token that ended while signing is switched off',
    'the wrong project',
  ],
  remedy: [
    'Read what follows "API Error" and paste that part alone.',
    'Run "gcloud auth application-default print-access-token": an error means sign in again; a token means roles or project.',
  ],
  otherwise: 'Ask the same model by curl with that token: the bare answer has a reason in its details.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -E "VERTEX|GOOGLE_|CLOUD_ML"',
      expect: 'Project, region and whether signing is switched off.',
    },
    { on: 'container', look: 'Whether ~/.config/gcloud is mounted', expect: 'No credentials are found otherwise.' },
    { on: 'ci', look: 'The service account of the job', expect: 'Needs roles/aiplatform.user.' },
  ],
  worked: 'The prompt is answered without this line.',
  ignorable: 'No: the request was refused.',
  prevent: 'Use a service account or federation for jobs, and one project variable.',
  related: ['google-token-unusable', 'google-token-expired', 'google-permission-denied', 'google-default-credentials'],
  seen: [
    {
      text: 'Google Cloud credentials expired or invalid · refresh the gateway token provided via ANTHROPIC_AUTH_TOKEN/ANTHROPIC_CUSTOM_HEADERS and retry · API Error: 401 Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
