import type { Signature } from '../signature.ts'

export const cloudflareChallenge: Signature = {
  id: 'cloudflare-challenge',
  title: 'A check for browsers stands in the way',
  provider: 'network',
  cause: 'waf',
  renewable: 'no',
  when: [{ printed: /\b403 Just a moment\.\.\.$/ }, { printed: /\bAPI Error: 403 Just a moment\b/ }],
  area: 'deployment-or-configuration',
  meaning:
    'Cloudflare in front of the server asks whether a person with a browser is there; a program cannot answer that.',
  why: 'The client shows the title of the page it was given; addresses of VPNs and data centres get this check more often.',
  commonCauses: [
    'a VPN or data centre with a bad name',
    'bot protection switched on for an API host',
    'many requests in a short time',
  ],
  remedy: [
    'Leave the VPN or use another network, then send the prompt again.',
    'If the host is your own gateway, switch bot protection off for its inference paths.',
  ],
  otherwise: 'Keep the cf-ray of the answer and give it to the operator of the host.',
  checks: [
    {
      on: 'any',
      look: 'curl -si "$ANTHROPIC_BASE_URL" | grep -iE "cf-ray|server|cf-mitigated"',
      expect: 'cf-mitigated: challenge is this card.',
    },
    { on: 'ci', look: 'The address range of the runner', expect: 'Hosted runners are often checked.' },
    { on: 'container', look: 'The exit of the container', expect: 'May differ from the host.' },
  ],
  worked: 'The same prompt is answered, or refused in JSON.',
  ignorable: 'No: it comes again from this network.',
  prevent: 'Leave bot protection off for hosts that programs use.',
  related: ['html-forbidden', 'claude-code-network-blocked', 'anthropic-request-not-allowed'],
  seen: [
    {
      text: 'Failed to authenticate. API Error: 403 Just a moment...',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
