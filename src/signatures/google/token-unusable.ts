import type { Signature } from '../signature.ts'

export const googleTokenUnusable: Signature = {
  id: 'google-token-unusable',
  title: 'Google does not accept this token',
  provider: 'google',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [{ status: [401], code: ['UNAUTHENTICATED', 'ACCESS_TOKEN_TYPE_UNSUPPORTED'] }],
  area: 'account-or-auth',
  meaning:
    'The token is missing, malformed, of a kind that this API does not take, or has ended: the reason in the answer does not say which.',
  why: 'Google says UNAUTHENTICATED for everything that is not a usable access token; only the reason in the details tells more, and it is often missing.',
  commonCauses: [
    'an API key sent as a bearer token',
    'an identity token in place of an access token',
    'no credentials at all, because signing was switched off',
    'a token that ended',
  ],
  remedy: [
    'Renew the Google credentials and check that an OAuth access token is sent, not an API key or an identity token.',
  ],
  otherwise:
    'Send the request with the output of "gcloud auth print-access-token" by curl: if that is answered, only the credential of the client is wrong.',
  checks: [
    {
      on: 'any',
      look: 'The first characters of the token',
      expect: 'ya29.: an access token; AIza: an API key; eyJ: an identity token or JWT.',
    },
    {
      on: 'any',
      look: 'env | grep -E "SKIP_VERTEX_AUTH|ANTHROPIC_AUTH_TOKEN|GOOGLE_APPLICATION_CREDENTIALS"',
      expect: 'Signing switched off without a gateway sends no token.',
    },
    {
      on: 'container',
      look: 'Whether the file in GOOGLE_APPLICATION_CREDENTIALS exists inside',
      expect: 'A path of the host means nothing in the container.',
    },
  ],
  worked: 'The request is answered with a token that begins with ya29.',
  ignorable: 'No: it stays until another kind of credential is sent.',
  prevent: 'Let the library find the credentials, and set no token by hand.',
  related: ['google-token-expired', 'google-permission-denied', 'google-reauth-required', 'google-default-credentials'],
  seen: [
    {
      status: 401,
      text: '{"error":{"code":401,"message":"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.","status":"UNAUTHENTICATED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_TYPE_UNSUPPORTED","domain":"googleapis.com","metadata":{"service":"aiplatform.googleapis.com","method":"google.cloud.aiplatform.v1.PredictionService.GenerateContent"}}]}}',
      source: 'https://github.com/NousResearch/hermes-agent/pull/69096',
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
