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
  area: 'account-or-auth',
  meaning: 'The Anthropic API knows this access token, and its time is over.',
  why: 'Access tokens live hours, and whoever holds one has to fetch the next in time; a process that read it once at its start, a sleeping laptop or a failed renewal is left with the old one.',
  commonCauses: [
    'a machine that slept past the end of the token',
    'a subagent or CI job that got the token once and runs longer than it lives',
    'a renewal that failed without a word',
    'a wrong clock',
  ],
  remedy: [
    'Renew the Anthropic access token where it is issued (sign in again, or run the command that mints it), then repeat the request.',
    'If a fresh token is refused in the same way, check that the clock of this machine is right.',
    'If it ends early again and again, look for a second program that renews the same login: each renewal ends the token of the other.',
  ],
  otherwise: 'Move the stored login aside, sign in once more, and look after an hour whether the stored expiry moved.',
  checks: [
    {
      on: 'any',
      look: 'claude auth status',
      expect: 'Shows the login; it does not prove that the token is still good.',
    },
    {
      on: 'linux',
      look: 'jq .claudeAiOauth.expiresAt ~/.claude/.credentials.json',
      expect:
        'Milliseconds since 1970: a moment in the past beside a refresh token means that the renewal does not happen.',
    },
    {
      on: 'macos',
      look: 'security find-generic-password -s "Claude Code-credentials"',
      expect: 'Exit 36 means a locked keychain: the renewed token could not be saved.',
    },
    {
      on: 'wsl',
      look: 'date; sudo hwclock -s',
      expect: 'After sleep the clock of WSL is behind, and tokens look younger or older than they are.',
    },
    {
      on: 'ssh',
      look: 'security unlock-keychain ~/Library/Keychains/login.keychain-db',
      expect: 'On a Mac reached by SSH the keychain is locked until this.',
    },
    {
      on: 'ci',
      look: 'The moment when the job read the token',
      expect: 'A token read at the start of a long job ends in the middle of it.',
    },
    {
      on: 'container',
      look: 'Whether ~/.claude and ~/.claude.json are both mounted',
      expect: 'Without both the renewed login is lost at each start.',
    },
  ],
  worked: 'The next prompt is answered, and so is one after the time at which the old token ended.',
  ignorable:
    'Yes, when the next request succeeds by itself: then the client renewed the token; no, when it comes twice.',
  prevent:
    'Let one program renew the token ahead of its end and put it on every request; unattended runs use a key, a token for a year or federation.',
  related: [
    'anthropic-oauth-token-revoked',
    'anthropic-invalid-credentials',
    'oauth-refresh-token-dead',
    'claude-code-login-expired',
    'claude-code-session-not-refreshed',
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
    {
      status: 401,
      text: 'Failed to authenticate. API Error: 401 OAuth access token has expired. Re-authenticate to continue.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
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
