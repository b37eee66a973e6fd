import type { Signature } from '../signature.ts'

export const codexModel: Signature = {
  id: 'codex-model',
  title: 'The ChatGPT plan does not include this model in Codex',
  provider: 'codex',
  cause: 'model-access',
  renewable: 'no',
  when: [
    { printed: /\bmodel is not supported when using Codex with a ChatGPT account\b/i },
    { printed: /\bnot supported when using Codex with a ChatGPT\b/i },
  ],
  area: 'model-or-provider',
  meaning: 'With a ChatGPT login Codex may use certain models, and this name is none of them.',
  why: 'Names with a suffix, retired models and models that a plan does not have get the same refusal.',
  commonCauses: [
    'a retired model in the settings',
    'a name with an effort behind a slash',
    'a model of a higher plan',
    'a provider entry that routes the ChatGPT login elsewhere',
  ],
  remedy: [
    'Type /model in Codex and choose one of the list.',
    'Remove the line model = … from ~/.codex/config.toml if it comes back.',
  ],
  otherwise: 'Use an API key ("codex login --with-api-key"), which is not bound to a plan.',
  checks: [
    { on: 'any', look: 'grep -n "^model" ~/.codex/config.toml', expect: 'A name that /model offers, without a slash.' },
    { on: 'any', look: 'codex --version', expect: 'New models need a new version.' },
  ],
  worked: 'The next prompt is answered.',
  ignorable: 'No: each prompt is refused.',
  prevent: 'Leave the model out of the settings, so that the default follows the plan.',
  related: ['openai-model-missing', 'openai-scope'],
  seen: [
    {
      text: 'unexpected status 400 Bad Request: {"detail":"The \'gpt-5.1-codex\' model is not supported when using Codex with a ChatGPT account."}',
      source: 'https://github.com/openai/codex/issues/6603',
      on: '2026-11-21',
    },
    {
      text: '{"type":"error","status":400,"error":{"type":"invalid_request_error","message":"The \'gpt-5.3-codex\' model is not supported when using Codex with a ChatGPT account."}}',
      source: 'https://github.com/openai/codex/issues/25838',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
