import type { Signature } from '../signature.ts'

export const googleReauthRequired: Signature = {
  id: 'google-reauth-required',
  title: 'Google wants a person to sign in',
  provider: 'google',
  cause: 'expired',
  renewable: 'no',
  when: [
    { status: [400, 401], code: ['invalid_rapt'], message: /\breauth related error\b/i },
    { code: ['invalid_rapt'] },
    { message: /\breauth related error\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The organization limits how long a Google login may be used, and that time is over; no program can renew it.',
  why: 'A Workspace administrator can limit the length of Google Cloud sessions; after it the refresh token works only with proof that a person is there.',
  commonCauses: [
    'a session length set by the organization, often 16 hours',
    'a laptop that was closed overnight',
    'user credentials in a job that runs unattended',
  ],
  remedy: [
    'Sign in again with "gcloud auth application-default login", then repeat the request.',
    'For unattended work use a service account or workload identity federation.',
  ],
  otherwise: 'Ask the Workspace administrator to exempt the app or to lengthen the session.',
  checks: [
    {
      on: 'any',
      look: 'gcloud auth application-default print-access-token',
      expect: 'Prints the same reauth error: this card.',
    },
    {
      on: 'ssh',
      look: 'gcloud auth application-default login --no-browser',
      expect: 'Prints a command to run on a machine that has a browser.',
    },
    {
      on: 'container',
      look: 'Whether ~/.config/gcloud is mounted',
      expect: 'The new sign-in on the host is not seen otherwise.',
    },
    {
      on: 'ci',
      look: 'The type in the credentials file',
      expect: 'authorized_user needs a person each day: use a service account or federation.',
    },
  ],
  worked: 'gcloud auth application-default print-access-token prints a token, and the request is answered.',
  ignorable: 'No: no program can renew this login.',
  prevent:
    'Sign in once at the start of the day; for unattended work use a service account or workload identity federation.',
  related: ['google-token-expired', 'google-token-unusable', 'oauth-refresh-token-dead', 'google-default-credentials'],
  seen: [
    {
      status: 400,
      text: '{"error":"invalid_grant","error_description":"reauth related error (invalid_rapt)","error_uri":"https://support.google.com/a/answer/9368756","error_subtype":"invalid_rapt"}',
      source: 'https://github.com/cline/cline/issues/4080',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"error":{"code":401,"message":"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.","status":"UNAUTHENTICATED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_EXPIRED","domain":"googleapis.com","metadata":{"service":"aiplatform.googleapis.com","method":"google.cloud.aiplatform.v1.PredictionService.GenerateContent"}}]}}',
      source: 'https://github.com/pydantic/pydantic-ai/issues/1186',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
