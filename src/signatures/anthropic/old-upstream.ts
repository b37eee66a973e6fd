import type { Signature } from '../signature.ts'

export const anthropicOldUpstream: Signature = {
  id: 'anthropic-old-upstream',
  title: 'The server is older than the client',
  provider: 'anthropic',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [{ message: /\bInput tag 'adaptive' found using 'type'/i }],
  area: 'deployment-or-configuration',
  meaning: 'The client sent a form of thinking that the server behind the address does not know yet.',
  why: 'Current clients ask for adaptive thinking; gateways and cloud providers with an older build of the API refuse the word.',
  commonCauses: [
    'a gateway that checks bodies with an old schema',
    'a region with an older build',
    'a model without that kind of thinking',
  ],
  remedy: [
    'Update the gateway.',
    'Choose a model of the same age as the server, or set MAX_THINKING_TOKENS=0 for the time being.',
  ],
  otherwise: 'Pin an older version of the client until the server is updated.',
  checks: [
    { on: 'any', look: 'The same prompt without the gateway', expect: 'Answered: the gateway is older.' },
    { on: 'any', look: 'env | grep THINKING', expect: 'Set by hand: remove it.' },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'No: every prompt with thinking is refused.',
  prevent: 'Update gateways before clients.',
  related: ['anthropic-extra-inputs', 'anthropic-beta-rejected'],
  seen: [
    {
      status: 400,
      text: "thinking: Input tag 'adaptive' found using 'type' does not match any of the expected tags: 'disabled', 'enabled'",
      source: 'https://code.claude.com/docs/en/errors',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
