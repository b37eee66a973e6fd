import type { Signature } from '../signature.ts'

export const forbiddenWithoutReason: Signature = {
  id: 'forbidden-without-reason',
  title: 'Forbidden, and nothing else',
  provider: 'gateway',
  cause: 'permission',
  renewable: 'no',
  when: [{ printed: /(?:^|- )403 Forbidden\.?$/ }, { printed: /\bAPI Error: 403 Forbidden$/ }],
  area: 'account-or-auth',
  meaning:
    'The request was understood and refused; pages take it for a key without the permission, but a firewall and an ended token print the same words.',
  why: 'These are the words of the status itself: whoever refused gave no reason, or a tool dropped it.',
  commonCauses: [
    'a key without permission for the model or workspace',
    'a firewall or proxy in front of the API',
    'an ended token at a gateway that answers 403',
    'a region that is not served',
  ],
  remedy: [
    'Ask the same server by curl with the same credential and look at body, server, via and cf-ray: they name who refused.',
    'If the API itself refused, check key, workspace and model in the Console.',
    'If it works again after a new sign-in, the token had ended.',
  ],
  otherwise:
    'Try another network with the same credential, then another credential in the same network: which of the two helps tells the reason.',
  checks: [
    {
      on: 'any',
      look: 'curl -si -X POST "$ANTHROPIC_BASE_URL/v1/messages" | head -20',
      expect: 'A request-id header: the API answered; HTML: a firewall.',
    },
    { on: 'any', look: 'The time since the last sign-in', expect: 'About the life of a token: it has ended.' },
    { on: 'container', look: 'The exit and proxy of the container', expect: 'May differ from the host.' },
    { on: 'ci', look: 'The workspace of the key', expect: 'May lack the model.' },
  ],
  worked: 'The same request is answered after the one change that helped.',
  ignorable: 'No: it stays until something changes.',
  prevent: 'Let gateways pass the body of a refusal on unchanged.',
  related: [
    'anthropic-permission-denied',
    'empty-forbidden',
    'html-forbidden',
    'databricks-invalid-token',
    'anthropic-request-not-allowed',
  ],
  seen: [
    {
      text: 'Failed to authenticate. API Error: 403 Forbidden',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    { text: '403 Forbidden', source: 'https://www.titikey.com/en/article/article-1778985333760', on: '2026-11-21' },
  ],
  updatedOn: '2026-11-21',
}
