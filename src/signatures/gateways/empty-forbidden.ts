import type { Signature } from '../signature.ts'

export const emptyForbidden: Signature = {
  id: 'empty-forbidden',
  title: 'Forbidden, without a word',
  provider: 'gateway',
  cause: 'unknown',
  renewable: 'unsure',
  when: [{ status: [403], body: /^$/ }, { message: /\b403 status code \(no body\)/i }],
  area: 'deployment-or-configuration',
  meaning:
    'Something on the way refused the request without saying why: a firewall, or a block on the organization or account.',
  why: 'An API explains its refusals; what refuses without a word is usually a device in front of it, or an edge rule about account or place.',
  commonCauses: [
    'a firewall or web gateway of the company',
    'a block of the account or organization',
    'a region that is not served',
    'a path that the gateway does not forward',
  ],
  remedy: [
    'Send the same request with curl from this machine and look at the server, via and cf-ray headers of the answer: they name who refused it.',
    'Ask the administrator whether the account or organization is blocked.',
  ],
  otherwise: 'Try the same request from a phone hotspot: if it is answered there, it is the network.',
  checks: [
    {
      on: 'any',
      look: 'curl -sv -o /dev/null -X POST "$ANTHROPIC_BASE_URL/v1/messages"',
      expect: 'server, via and cf-ray name who answered; a request id of the API means that it got through.',
    },
    {
      on: 'any',
      look: 'curl -sI https://api.anthropic.com',
      expect: 'The same 403 without a credential: the network is refused.',
    },
    {
      on: 'container',
      look: 'HTTPS_PROXY and the exit of the container',
      expect: 'May differ from those of the host.',
    },
    { on: 'ci', look: 'The outbound rules of the runner', expect: 'An allowlist refuses without words.' },
  ],
  worked: 'The same curl gets an answer with a body from the API.',
  ignorable: 'No, unless it was a single one: then a device on the way restarted.',
  prevent: 'Have the hosts of the API allowed by name, and log refusals where they are made.',
  related: ['html-forbidden', 'host-not-allowed', 'anthropic-request-not-allowed', 'claude-code-network-blocked'],
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
