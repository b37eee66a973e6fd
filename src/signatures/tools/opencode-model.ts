import type { Signature } from '../signature.ts'

export const opencodeModelMissing: Signature = {
  id: 'opencode-model-missing',
  title: 'The opencode provider of this model is not set up',
  provider: 'opencode',
  cause: 'model-not-found',
  renewable: 'no',
  when: [{ printed: /\bProviderModelNotFoundError\b/ }],
  area: 'model-or-provider',
  meaning: 'The provider in front of the slash has no credential, or it has no model of this name.',
  why: 'opencode loads only providers for which it finds a login or a variable; a missing key therefore reads as a missing model.',
  commonCauses: [
    'the variable of the provider has another name',
    'upper and lower case of the model',
    'a job without the secret',
    'a provider that is disabled in the settings',
  ],
  remedy: [
    'Type "opencode models" and look whether the provider is in the list.',
    'If it is not, type "opencode auth login" or set its variable; if it is, copy the name of the model from there.',
  ],
  otherwise: 'Type "opencode models --refresh" and start again.',
  checks: [
    { on: 'any', look: 'opencode models | grep PROVIDER', expect: 'The name, letter by letter.' },
    { on: 'ci', look: 'env: of the step', expect: 'The variable that https://models.dev names for the provider.' },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'No: no request is made.',
  prevent: 'Write model names as "opencode models" prints them.',
  related: ['ai-sdk-key-missing'],
  seen: [
    {
      text: 'ProviderModelNotFoundError: ProviderModelNotFoundError\n data: {\n  providerID: "minimax",\n  modelID: "MiniMax-M2.1",\n  suggestions: [],\n},',
      source: 'https://github.com/anomalyco/opencode/issues/6691',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
