import type { Signature } from '../signature.ts'

export const claudeCodeSelectedModel: Signature = {
  id: 'claude-code-selected-model',
  title: 'The model is not found',
  provider: 'claude-code',
  cause: 'model-not-found',
  renewable: 'no',
  when: [
    { printed: /\bThere's an issue with the selected model\b/i },
    { printed: /\bis not available on your (?:bedrock|vertex|foundry|gateway)\b/i },
  ],
  area: 'model-or-provider',
  meaning: 'The server answered 404: it has no such model for this credential, or no such path at this address.',
  why: 'The client prints one sentence for every 404: a retired or misspelled model, one the account may not use, a base URL with /v1 twice; old versions print it for an ended login too.',
  commonCauses: [
    'a model that was renamed or retired',
    'ANTHROPIC_MODEL from another provider',
    'a base URL that ends in /v1',
    'a gateway that knows other model names',
    'a client older than 2.1.206 with an ended login',
  ],
  remedy: [
    'Run /model and choose one from the list, and unset ANTHROPIC_MODEL.',
    'If a base URL is set, remove /v1 from its end and ask the gateway for "<base URL>/v1/models".',
    'Update the client, then run /login if every model fails.',
  ],
  otherwise: 'Send one request by curl with the model name: the message of the server says which of the causes it is.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -E "ANTHROPIC_.*MODEL|BASE_URL"',
      expect: 'Names from another provider, or /v1 at the end.',
    },
    {
      on: 'any',
      look: 'grep -n model ~/.claude/settings.json .claude/settings*.json',
      expect: 'A model in a project setting wins over /model.',
    },
    { on: 'any', look: 'All models fail', expect: 'It is the address or the login, not the model.' },
    { on: 'ci', look: 'A model name fixed in the workflow', expect: 'Retired since it was written.' },
    { on: 'vscode', look: 'The selected model of the extension', expect: 'Has a setting of its own.' },
  ],
  worked: 'A prompt is answered with the model that /model shows.',
  ignorable: 'No: it is answered by no retry.',
  prevent: 'Use aliases (opus, sonnet) or a gateway with model aliases in place of dated names.',
  related: ['anthropic-model-not-found', 'aws-model-access', 'claude-code-login-expired', 'invalid-base-url'],
  seen: [
    {
      text: "There's an issue with the selected model (claude-3-opus-20240229). It may not exist or you may not have access to it. Run --model to pick a different model.",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
