import type { Signature } from '../signature.ts'

export const anthropicOauthTokenExpired: Signature = {
  id: 'anthropic-oauth-token-expired',
  title: 'The access token has expired',
  provider: 'anthropic',
  cause: 'expired',
  renewable: 'yes',
  when: [
    {
      status: [401, 403],
      code: ['authentication_error', 'permission_error'],
      message: /\bOAuth (?:access )?token has expired\b/i,
    },
    { message: /\bOAuth (?:access )?token has expired\b/i },
  ],
  meaning: 'The Anthropic API knows this access token, and its time is over.',
  remedy: [
    'Renew the Anthropic access token where it is issued (sign in again, or run the command that mints it), then repeat the request.',
    'If a fresh token is refused in the same way, check that the clock of this machine is right.',
    'If it ends early again and again, look for a second program that renews the same login: each renewal ends the token of the other.',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth token has expired. Please obtain a new token or refresh your existing token."},"request_id":"req_011CSSdA5fqJCVm1m4XMjNks"}',
      source: 'https://github.com/anthropics/claude-code/issues/6459',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '401 OAuth access token has expired. Re-authenticate to continue.',
      source: 'https://github.com/anthropics/claude-code/issues/82217',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"OAuth token has been revoked. Please obtain a new token."},"request_id":"req_011CX6Cwz8rJqKAK3zdtL3aC"}',
      source: 'https://github.com/vybestack/llxprt-code/issues/1123',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"statusCode":401,"message":"Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com/ or https://ai.azure.com/), or have expired."}',
      source: 'https://github.com/Azure/azure-sdk-for-net/issues/50872',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
