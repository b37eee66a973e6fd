import type { Signature } from '../signature.ts'

export const googleTokenUnusable: Signature = {
  id: 'google-token-unusable',
  title: 'Google does not accept this token',
  provider: 'google',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [{ status: [401], code: ['UNAUTHENTICATED', 'ACCESS_TOKEN_TYPE_UNSUPPORTED'] }],
  meaning:
    'The token is missing, malformed, of a kind that this API does not take, or has ended: the reason in the answer does not say which.',
  remedy: [
    'Renew the Google credentials and check that an OAuth access token is sent, not an API key or an identity token.',
  ],
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
