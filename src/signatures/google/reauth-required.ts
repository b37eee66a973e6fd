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
  meaning:
    'The organization limits how long a Google login may be used, and that time is over; no program can renew it.',
  remedy: [
    'Sign in again with "gcloud auth application-default login", then repeat the request.',
    'For unattended work use a service account or workload identity federation.',
  ],
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
