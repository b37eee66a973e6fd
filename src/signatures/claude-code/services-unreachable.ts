import type { Signature } from '../signature.ts'

export const claudeCodeServicesUnreachable: Signature = {
  id: 'claude-code-services-unreachable',
  title: 'The check at the first start fails',
  provider: 'claude-code',
  cause: 'connection',
  renewable: 'no',
  when: [{ printed: /\bFailed to connect to [a-z0-9.-]{3,80}: (?:ERR_|Request failed with status code 403)/i }],
  area: 'deployment-or-configuration',
  meaning:
    'Before anything is set up, the client asks two hosts whether it can reach them, and one refused or was not reached.',
  why: "The check goes to the vendor's own hosts whatever base URL is set; a 403 there comes from the edge, which refuses regions, hosting networks and some proxies before any credential is looked at.",
  commonCauses: [
    'a server in a data centre whose addresses are refused',
    'a VPN exit in a region that is not served',
    'a proxy of the company that the client was not told of',
    'a firewall that allows the gateway and not these hosts',
  ],
  remedy: [
    'Ask the named host in the same shell: curl -sI https://api.anthropic.com. A 403 with "cf-mitigated" is the edge, a page is your proxy.',
    'Set HTTPS_PROXY where the network wants one, or leave the VPN, then start the client again.',
  ],
  otherwise: 'Where only a gateway may be reached, finish the first start with the key and the base URL already set.',
  checks: [
    {
      on: 'any',
      look: 'curl -sI https://api.anthropic.com | head -5',
      expect: 'Any status but 403 means that the edge lets you in.',
    },
    { on: 'container', look: 'the same inside the container', expect: 'Fails only there: its network or proxy.' },
  ],
  worked: 'The client goes on to the choice of the sign-in.',
  ignorable: 'No: the client ends.',
  prevent: 'Allow the hosts that the network page of the client lists.',
  related: ['connection-refused', 'claude-code-network-blocked', 'dns-not-found'],
  seen: [
    {
      text: 'Unable to connect to Anthropic services\nFailed to connect to console.anthropic.com: Request failed with status code 403',
      source: 'https://github.com/anthropics/claude-code/issues/984',
      on: '2026-11-21',
    },
    {
      text: 'Failed to connect to api.anthropic.com: ERR_BAD_REQUEST',
      source: 'https://github.com/UfoMiao/zcf/issues/349',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
