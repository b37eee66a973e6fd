import type { Signature } from '../signature.ts'

export const copilotTokenExpired: Signature = {
  id: 'copilot-token-expired',
  title: 'The token is expired or invalid (403)',
  provider: 'gateway',
  cause: 'expired',
  renewable: 'yes',
  when: [
    { status: [401, 403], message: /^token expired or invalid(?:403)?\.?$/i },
    { message: /\btoken expired or invalid ?403\b/i },
  ],
  meaning: 'The server does not accept the token any more and says so with a 403.',
  remedy: ['Sign in again with whoever issues the token of this server, then repeat the request.'],
  seen: [
    {
      status: 403,
      text: 'token expired or invalid',
      source: 'https://github.com/microsoft/vscode-copilot-release/issues/5823',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: 'Invalid Token',
      source: 'https://github.com/anthropics/claude-code/issues/43436',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
