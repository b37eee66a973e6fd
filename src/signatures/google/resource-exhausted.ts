import type { Signature } from '../signature.ts'

export const googleResourceExhausted: Signature = {
  id: 'google-resource-exhausted',
  title: 'The quota of Google is used up',
  provider: 'google',
  cause: 'quota',
  renewable: 'no',
  when: [{ status: [429], code: ['RESOURCE_EXHAUSTED'] }, { message: /\bRESOURCE_EXHAUSTED\b/ }],
  area: 'quota-or-rate',
  meaning: 'The quota of the project for this model and region is used up, by the minute or by the day.',
  why: 'Google counts requests and tokens by project, region and model; the same status serves for a minute and for a day.',
  commonCauses: [
    'several people in one project',
    'a new project with a small quota',
    'a region with little capacity',
    'a free tier that is used up for the day',
  ],
  remedy: [
    'Wait for the time in retryDelay, if there is one; without one wait until the next day or ask for more quota.',
    'Use the global endpoint or another region.',
  ],
  otherwise: 'Order provisioned throughput for work that must not wait.',
  checks: [
    { on: 'any', look: 'IAM & Admin, Quotas, in the console', expect: 'Shows which quota is used up.' },
    { on: 'any', look: 'error.details of the body', expect: 'quotaId says PerMinute or PerDay.' },
    { on: 'ci', look: 'The number of jobs at once', expect: 'Each counts.' },
  ],
  worked: 'The same request is answered after the time, or in the other region.',
  ignorable: 'Yes by the minute, when it comes now and then; no by the day.',
  prevent: 'Put a queue in front, and ask for quota before a team starts.',
  related: ['anthropic-rate-limit', 'aws-throttling', 'google-permission-denied'],
  seen: [
    {
      status: 429,
      text: '{\n  "error": {\n    "code": 429,\n    "message": "Resource has been exhausted (e.g. check quota).",\n    "status": "RESOURCE_EXHAUSTED"\n  }\n}',
      source: 'https://github.com/liuw1535/antigravity2api-nodejs/issues/43',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
