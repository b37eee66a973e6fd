import type { Signature } from '../signature.ts'

export const hostNotAllowed: Signature = {
  id: 'host-not-allowed',
  title: 'The sandbox does not let this host through',
  provider: 'network',
  cause: 'proxy',
  renewable: 'no',
  when: [
    { headers: { 'x-deny-reason': /\bhost_not_allowed\b/i } },
    { status: [403], message: /\bhost_not_allowed\b|^blocked-by-allowlist\b/i },
    { message: /\bx-deny-reason: host_not_allowed\b/i },
  ],
  meaning: 'A proxy that guards a sandbox refused the connection because the host is not on its list.',
  remedy: ['Add the host of the upstream to the network allowlist of the sandbox or environment.'],
  seen: [
    {
      status: 403,
      headers: { server: 'envoy', 'x-deny-reason': 'host_not_allowed' },
      text: '',
      source: 'https://github.com/anthropics/claude-code/issues/41741',
      on: '2026-11-21',
    },
    {
      text: '403 with x-deny-reason: host_not_allowed',
      source: 'https://code.claude.com/docs/en/errors',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
