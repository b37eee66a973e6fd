import type { Signature } from '../signature.ts'

export const anthropicInvalidCredentials: Signature = {
  id: 'anthropic-invalid-credentials',
  title: 'The account behind the credential is not accepted',
  provider: 'anthropic',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['authentication_error'], message: /^Invalid authentication credentials\.?$/i },
    { status: [401], message: /\b401 Invalid authentication credentials\b/i },
  ],
  meaning:
    'The credential has the right form, but the credential itself, the account or the organization behind it is no longer accepted; in practice also the loser of two programs that renewed one login at once.',
  remedy: [
    'Obtain a new credential once; if it is refused in the same way, ask the administrator whether the account and the organization are still active.',
    'If several programs share one login, let only one of them renew it.',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"Invalid authentication credentials"},"request_id":"req_011CZqG3x3i7dqsprB5xnir7"}',
      source: 'https://github.com/anthropics/claude-code/issues/44930',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"error":{"code":401,"message":"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.","status":"UNAUTHENTICATED"}}',
      source: 'https://cloud.google.com/docs/authentication/troubleshoot-adc',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
