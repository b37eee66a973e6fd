import type { Signature } from '../signature.ts'

export const claudeCodeUsageLimit: Signature = {
  id: 'claude-code-usage-limit',
  title: 'The limit of the plan is reached',
  provider: 'anthropic',
  cause: 'quota',
  renewable: 'no',
  when: [
    { printed: /\bYou've hit your (?:session|weekly|Opus|Sonnet|\d{1,2}-hour|monthly)[a-z ]{0,20} limit\b/i },
    { printed: /\bYou['’]ve hit your [a-z0-9-]{3,12} limit\b/i },
    { printed: /\bYou['’]ve hit your limit(?: ·| for Claude messages)/i },
    { printed: /\bClaude (?:AI )?usage limit reached\b/i },
    { printed: /\b5-hour limit reached ∙/i },
  ],
  area: 'quota-or-rate',
  meaning: 'The plan has a limit for some hours or a week, and it is used up until the time shown.',
  why: 'All sessions, the app and the web draw on one limit; large models and long conversations use it faster.',
  commonCauses: [
    'several sessions and subagents',
    'a large model for everything',
    'long conversations that are sent whole each time',
  ],
  remedy: [
    'Wait until the time in the message, or turn on usage credits with /usage-credits.',
    'Run /model and choose a smaller model, if only the limit of one model is reached.',
  ],
  otherwise: 'Work on with an API key of an organization, if you have one and may use it.',
  checks: [
    { on: 'any', look: '/usage', expect: 'Shows each limit and its reset.' },
    { on: 'any', look: '/status', expect: 'Shows which account is used up.' },
    { on: 'ci', look: 'Jobs on this account', expect: 'Use it up as well.' },
  ],
  worked: 'A prompt is answered after the reset.',
  ignorable: 'No: nothing is answered until then.',
  prevent: 'Use /compact and smaller models for routine work, and give jobs a key of their own.',
  related: [
    'anthropic-account-rate-limit',
    'anthropic-extra-usage',
    'claude-code-throttled',
    'claude-code-request-rejected',
  ],
  seen: [
    {
      text: "You've hit your 5-hour limit · resets 10:26pm (UTC)",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: "You've hit your session limit · resets 3:45pm",
      source: 'https://code.claude.com/docs/en/errors',
      on: '2026-11-21',
    },
    {
      text: "You've hit your limit · resets 1:30am (Asia/Dhaka)",
      source: 'https://github.com/anthropics/claude-code/issues/54698',
      on: '2026-11-21',
    },
    {
      text: 'You’ve hit your limit for Claude messages. Limits will reset at 9:30 AM.',
      source: 'https://github.com/anthropics/claude-code/issues/80062',
      on: '2026-11-21',
    },
    {
      text: 'Claude usage limit reached. Your limit will reset at 9am (America/Chicago).',
      source: 'https://github.com/anthropics/claude-code/issues/15064',
      on: '2026-11-21',
    },
    {
      text: 'Claude AI usage limit reached|1762952400',
      source: 'https://github.com/anthropics/claude-code/issues/11429',
      on: '2026-11-21',
    },
    {
      text: '5-hour limit reached ∙ resets 9pm',
      source: 'https://github.com/anthropics/claude-code/issues/7892',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
