import type { Signature } from '../signature.ts'

export const claudeCodeRequestRejected: Signature = {
  id: 'claude-code-request-rejected',
  title: 'Too many requests for this key',
  provider: 'gateway',
  cause: 'rate-limit',
  renewable: 'no',
  when: [{ printed: /\bRequest rejected \(429\)/ }],
  area: 'quota-or-rate',
  meaning:
    'The server answered 429: a limit of the key, project or gateway is reached; the words behind it are those of the server.',
  why: 'With a key there is no plan to show, so the client passes the message on after its own retries.',
  commonCauses: [
    'a limit by the minute for a key that many use',
    'a spend cap of a gateway',
    'a stray key of a small project that wins over your own',
    'a limit by the day',
  ],
  remedy: [
    'Read the words behind the dot: they name the limit; wait as long as they say.',
    'Run /status and check that the key in use is the one you mean.',
  ],
  otherwise:
    'Look at the headers of the answer with curl: retry-after in seconds means minutes, its absence a cap by day or month.',
  checks: [
    { on: 'any', look: '/status', expect: 'Names the source of the key.' },
    { on: 'any', look: 'The limits page of the provider or gateway', expect: 'Shows which limit is reached.' },
    { on: 'ci', look: 'How many jobs share the key', expect: 'Each counts.' },
  ],
  worked: 'A prompt is answered after the time the server names.',
  ignorable: 'Not in unattended runs: the request was given up.',
  prevent: 'Put a queue that knows the limits in front, and give each team a key of its own.',
  related: [
    'anthropic-rate-limit',
    'claude-code-throttled',
    'gateway-spend-limit',
    'aws-throttling',
    'claude-code-usage-limit',
  ],
  seen: [
    {
      text: 'API Error: Request rejected (429) · This request would exceed your organization’s rate limit of 50 requests per minute',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
