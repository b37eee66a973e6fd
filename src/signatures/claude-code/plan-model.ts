import type { Signature } from '../signature.ts'

export const claudeCodePlanModel: Signature = {
  id: 'claude-code-plan-model',
  title: 'The plan does not have this model',
  provider: 'claude-code',
  cause: 'model-access',
  renewable: 'no',
  when: [{ printed: /\bis not available with the Claude Pro plan\b/i }],
  area: 'model-or-provider',
  meaning: 'The model belongs to a larger plan than the one of this login.',
  why: 'A login carries the plan of the moment it was made; a plan that was raised since then counts after a new login only.',
  commonCauses: ['a plan without the model', 'a plan that was raised after the login', 'a login of another account'],
  remedy: ['Run /model and choose another model.', 'If you have raised the plan, run /logout and /login.'],
  otherwise: 'Use an API key for this model.',
  checks: [
    { on: 'any', look: '/status', expect: 'Shows account and plan of the login.' },
    { on: 'any', look: 'env | grep ANTHROPIC_MODEL', expect: 'A variable that asks for the model each time.' },
  ],
  worked: 'A prompt is answered with the model that /model shows.',
  ignorable: 'No: the model is not answered.',
  prevent: 'Set the default model to one of the plan.',
  related: ['claude-code-selected-model', 'anthropic-long-context', 'claude-code-usage-limit'],
  seen: [
    {
      text: 'Claude Opus is not available with the Claude Pro plan. If you have updated your subscription plan recently, run /logout and /login for the plan to take effect.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
