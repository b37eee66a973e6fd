import type { Signature } from '../signature.ts'

export const claudeCodeNetworkBlocked: Signature = {
  id: 'claude-code-network-blocked',
  title: 'The network is not served',
  provider: 'network',
  cause: 'permission',
  renewable: 'no',
  when: [{ printed: /\bRequest blocked before it reached Anthropic's API\b/i }],
  area: 'deployment-or-configuration',
  meaning:
    'The edge in front of the API refused the address that the request came from, before it looked at any credential.',
  why: 'Unsupported regions and many VPN and hosting networks are refused there, so that a new sign-in changes nothing.',
  commonCauses: [
    'a VPN exit in a region that is not served',
    'a server in a data centre that is refused',
    'a travel to such a region',
  ],
  remedy: [
    'Leave the VPN, or choose an exit in a supported country, then send the prompt again.',
    'On a server use Bedrock, Vertex or Foundry, or a gateway in a network that is served.',
  ],
  otherwise: 'Compare with a phone hotspot: if it works there, it is the network and not the account.',
  checks: [
    {
      on: 'any',
      look: 'curl -sI https://api.anthropic.com/v1/messages | head -1',
      expect: '403 without any key: the network is refused; 405: it is served.',
    },
    { on: 'container', look: 'The exit of the container', expect: 'May differ from that of the host.' },
    { on: 'ci', look: 'The region of the runner', expect: 'Choose another one.' },
    { on: 'ssh', look: 'Where the remote machine stands', expect: 'Its network counts.' },
  ],
  worked: 'The curl prints 405 and the prompt is answered.',
  ignorable: 'No: nothing gets through from this network.',
  prevent: 'Route the hosts of the API past the VPN.',
  related: ['anthropic-request-not-allowed', 'empty-forbidden', 'html-forbidden', 'claude-code-sign-in-refused'],
  seen: [
    {
      text: "API Error: Request blocked before it reached Anthropic's API (HTTP 403) · the network this request came from isn't allowed: usually an unsupported region, or a VPN, proxy or hosting network · signing in again won't change this · check your VPN or network and retry · supported regions: https://anthropic.com/supported-countries",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
