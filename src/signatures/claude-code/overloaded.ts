import type { Signature } from '../signature.ts'

export const claudeCodeOverloaded: Signature = {
  id: 'claude-code-overloaded',
  title: 'The API stays overloaded',
  provider: 'anthropic',
  cause: 'overloaded',
  renewable: 'no',
  when: [
    { printed: /\bRepeated 529 Overloaded errors\b/i },
    { printed: /\bis experiencing high load, please use \/model\b/i },
  ],
  area: 'model-or-provider',
  meaning:
    'The API had no capacity in several attempts one after the other; your credential and limits have nothing to do with it.',
  why: 'Capacity is counted by model, and a loaded one refuses some requests until the load goes down.',
  commonCauses: ['high load on one model', 'an incident at the provider'],
  remedy: ['Run /model and choose another model, or wait some minutes and type "try again".'],
  otherwise: 'Use the same model through Bedrock, Vertex or Foundry, whose capacity is counted apart.',
  checks: [
    { on: 'any', look: 'https://status.claude.com', expect: 'An incident explains it.' },
    { on: 'any', look: '/model', expect: 'Another model may have room.' },
  ],
  worked: 'The same prompt is answered without a change.',
  ignorable: 'Yes: it passes; only unattended runs have to be repeated.',
  prevent: 'Name a fallback model for unattended runs ("--fallback-model").',
  related: ['anthropic-overloaded', 'claude-code-throttled', 'claude-code-usage-limit'],
  seen: [
    {
      text: 'API Error: Repeated 529 Overloaded errors',
      source: 'https://code.claude.com/docs/en/errors',
      on: '2026-11-21',
    },
    {
      text: 'Opus is experiencing high load, please use /model to switch to Sonnet',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
