import type { Signature } from '../signature.ts'

export const googleTokenExpired: Signature = {
  id: 'google-token-expired',
  title: 'The Google access token has expired',
  provider: 'google',
  cause: 'expired',
  renewable: 'yes',
  when: [
    { status: [401, 403], code: ['ACCESS_TOKEN_EXPIRED'], message: /\binvalid authentication credentials\b/i },
    { status: [401, 403], code: ['ACCESS_TOKEN_EXPIRED'] },
  ],
  area: 'account-or-auth',
  meaning: 'The Google access token is past its end; it lives an hour.',
  why: 'Google access tokens live an hour; a library renews them, a string in a header cannot.',
  commonCauses: [
    'a token from print-access-token pasted into a variable',
    'a job longer than an hour',
    'a sleeping machine',
    'a clock that is behind',
  ],
  remedy: [
    'Renew the Google credentials, for example with "gcloud auth application-default login", then repeat the request.',
  ],
  otherwise:
    'Sign in anew with "gcloud auth application-default login" and look at the expiry that the library reports.',
  checks: [
    {
      on: 'any',
      look: 'gcloud auth application-default print-access-token | head -c 8',
      expect: 'Prints the beginning of a token: the login can still renew it.',
    },
    {
      on: 'any',
      look: 'env | grep -E "ANTHROPIC_AUTH_TOKEN|CLOUDSDK_AUTH_ACCESS_TOKEN"',
      expect: 'A fixed token in a variable is never renewed.',
    },
    { on: 'wsl', look: 'date -u; sudo hwclock -s', expect: 'A clock behind hides the end of the token.' },
    { on: 'ci', look: 'The step that fetched the token', expect: 'Fetch it again before each long step.' },
  ],
  worked: 'The same request is answered, and one after the next hour too.',
  ignorable: 'Yes, when the library renews and the next request succeeds; no, when it comes twice.',
  prevent: 'Use a source that asks Google for each token instead of a token in a variable.',
  related: ['google-token-unusable', 'google-reauth-required', 'google-permission-denied'],
  seen: [
    {
      status: 401,
      text: '{"error":{"code":401,"message":"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.","status":"UNAUTHENTICATED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_EXPIRED","domain":"googleapis.com","metadata":{"service":"aiplatform.googleapis.com","method":"google.cloud.aiplatform.v1.PredictionService.GenerateContent"}}]}}',
      source: 'https://github.com/pydantic/pydantic-ai/issues/1186',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 400,
      text: '{"error":"invalid_grant","error_description":"reauth related error (invalid_rapt)","error_uri":"https://support.google.com/a/answer/9368756","error_subtype":"invalid_rapt"}',
      source: 'https://github.com/cline/cline/issues/4080',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
