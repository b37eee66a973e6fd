import type { Signature } from '../signature.ts'

export const claudeCodeThrottled: Signature = {
  id: 'claude-code-throttled',
  title: 'The server asks for fewer requests for now',
  provider: 'anthropic',
  cause: 'rate-limit',
  renewable: 'no',
  when: [{ printed: /\bServer is temporarily limiting requests\b/i }],
  area: 'quota-or-rate',
  meaning: 'The server slows requests down for the moment; it is not the limit of your plan.',
  why: 'Bursts of many sessions, or high load on one model, are evened out by refusing some requests for seconds.',
  commonCauses: ['many subagents that start at once', 'high load on the model', 'a loop without a pause'],
  remedy: [
    'Wait a minute and send the prompt again, with fewer sessions at once.',
    'Run /model and choose another model if it lasts.',
  ],
  otherwise: 'Look at https://status.claude.com for an incident.',
  checks: [
    { on: 'any', look: '/usage', expect: 'Room left: it is this card and not the plan.' },
    { on: 'ci', look: 'The number of jobs that start at once', expect: 'Spread them.' },
  ],
  worked: 'The same prompt is answered without a change.',
  ignorable: 'Yes: it passes by itself, and the client has tried again already.',
  prevent: 'Limit the number of parallel sessions, or put a queue in front.',
  related: ['claude-code-usage-limit', 'anthropic-rate-limit', 'anthropic-overloaded', 'claude-code-request-rejected'],
  seen: [
    {
      text: 'API Error: Server is temporarily limiting requests (not your usage limit) · Rate limited',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
