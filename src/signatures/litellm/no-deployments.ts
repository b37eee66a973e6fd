import type { Signature } from '../signature.ts'

export const litellmNoDeployments: Signature = {
  id: 'litellm-no-deployments',
  title: 'LiteLLM has no free deployment of this model',
  provider: 'litellm',
  cause: 'rate-limit',
  renewable: 'no',
  when: [
    { status: [429], message: /\bNo deployments available for selected model\b/i },
    { message: /\bNo deployments available for selected model\b/i },
  ],
  area: 'quota-or-rate',
  meaning: 'Every deployment of the model is resting after failures, or at its limit.',
  why: 'The proxy takes a deployment out for some seconds after errors; a wrong key of the proxy, which fails each time, keeps all of them out.',
  commonCauses: [
    'a limit of the provider',
    'a credential of the proxy that has ended',
    'a single deployment',
    'an outage of the provider',
  ],
  remedy: [
    'Wait as long as the message says, then repeat the prompt.',
    'If it comes back at once, ask the operator for the errors of cooldown_list in the log.',
  ],
  otherwise: 'Use another model of the proxy meanwhile.',
  checks: [
    {
      on: 'any',
      look: 'cooldown_list in the message',
      expect: 'Empty: a limit; entries: failures before this one, whose text stands in the log of the proxy.',
    },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'Yes, if it happens once.',
  prevent: 'Give the proxy several deployments and a fallback.',
  related: ['litellm-upstream-refused', 'litellm-budget'],
  seen: [
    {
      text: 'No deployments available for selected model, Try again in 5 seconds. Passed model=claude-sonnet-5. pre-call-checks=False, cooldown_list=[]',
      source: 'https://github.com/BerriAI/litellm/blob/main/litellm/types/router.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
