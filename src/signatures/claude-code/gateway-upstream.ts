import type { Signature } from '../signature.ts'

export const claudeCodeGatewayUpstream: Signature = {
  id: 'claude-code-gateway-upstream',
  title: 'The gateway was refused by its provider',
  provider: 'gateway',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [{ printed: /\bThe gateway could not authenticate with its upstream provider\b/i }],
  area: 'deployment-or-configuration',
  meaning: 'Your sign-in at the gateway is fine; the credential that the gateway uses for the provider was refused.',
  why: 'The gateway holds a key of its own, and that one ended or was replaced.',
  commonCauses: [
    'a provider key in the gateway that was rotated',
    'an ended cloud role of the gateway',
    'a model that its key may not use',
  ],
  remedy: ['Tell the operator of the gateway the time and model; nothing on this machine can mend it.'],
  otherwise: 'Choose a model that the gateway takes from another provider.',
  checks: [
    {
      on: 'any',
      look: 'Another model of the same gateway',
      expect: 'Answered: one provider of the gateway is affected.',
    },
    { on: 'any', look: 'A colleague on the same gateway', expect: 'Gets the same: it is not your account.' },
  ],
  worked: 'The same prompt is answered without a change here.',
  ignorable: 'No, but you can only wait or change the model.',
  prevent: 'Let the gateway renew its own credentials and watch their end.',
  related: ['litellm-upstream-refused', 'anthropic-invalid-api-key', 'gateway-key-unknown'],
  seen: [
    {
      text: 'Authentication error · The gateway could not authenticate with its upstream provider — contact your gateway administrator',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
