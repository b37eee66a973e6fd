import type { Signature } from '../signature.ts'

export const emptyForbidden: Signature = {
  id: 'empty-forbidden',
  title: 'Forbidden, without a word',
  provider: 'gateway',
  cause: 'unknown',
  renewable: 'unsure',
  when: [{ status: [403], body: /^$/ }, { message: /\b403 status code \(no body\)/i }],
  meaning:
    'Something on the way refused the request without saying why: a firewall, or a block on the organization or account.',
  remedy: [
    'Send the same request with curl from this machine and look at the server, via and cf-ray headers of the answer: they name who refused it.',
    'Ask the administrator whether the account or organization is blocked.',
  ],
  seen: [
    { status: 403, text: '', source: 'https://github.com/anthropics/claude-code/issues/59527', on: '2026-11-21' },
    {
      text: '403 status code (no body)',
      source: 'https://github.com/anthropics/claude-code/issues/59527',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { server: 'envoy', 'x-deny-reason': 'host_not_allowed' },
      text: '',
      source: 'https://github.com/anthropics/claude-code/issues/41741',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
