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
  area: 'deployment-or-configuration',
  meaning: 'A proxy that guards a sandbox refused the connection because the host is not on its list.',
  why: 'Sandboxes let traffic out only through a proxy with a list of hosts, so that code in them cannot send data anywhere.',
  commonCauses: [
    'a custom base URL that nobody added',
    'a redirect to a host that is not listed',
    'a sandbox that was made anew with the default list',
  ],
  remedy: ['Add the host of the upstream to the network allowlist of the sandbox or environment.'],
  otherwise: 'Ask the operator of the sandbox for the log line of the refused host: it names what to add.',
  checks: [
    {
      on: 'any',
      look: 'curl -sI https://<host of the upstream>',
      expect: 'The header x-deny-reason names the reason.',
    },
    {
      on: 'container',
      look: 'The network settings of the sandbox or dev container',
      expect: 'The host, with its subdomains, is missing in the list.',
    },
    { on: 'ci', look: 'The egress rules of the runner', expect: 'Hosted sandboxes have a list of their own.' },
  ],
  worked: 'curl gets an answer of the upstream, even if it is a 401.',
  ignorable: 'Yes, if nothing you need lies on that host.',
  prevent: 'Keep the allowlist in the repository, next to the base URL that needs it.',
  related: ['empty-forbidden', 'proxy-sign-in', 'html-forbidden'],
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
