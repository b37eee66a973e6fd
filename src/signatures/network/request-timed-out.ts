import type { Signature } from '../signature.ts'

export const requestTimedOut: Signature = {
  id: 'request-timed-out',
  title: 'The answer took too long',
  provider: 'network',
  cause: 'timeout',
  renewable: 'no',
  when: [
    { printed: /\bRequest timed out\b/i },
    { printed: /\bcurl: \(28\) Operation timed out\b/ },
    { printed: /\bAxiosError: timeout of \d{1,7}ms exceeded\b/ },
  ],
  area: 'local-runtime',
  meaning: 'The connection stood, and no answer came within the time that the client waits.',
  why: 'Long prompts and deep thinking take minutes until the first byte; a proxy that collects the answer before it passes it on makes every answer look like silence.',
  commonCauses: [
    'a proxy or gateway that buffers answers',
    'a model under heavy load',
    'API_TIMEOUT_MS set to a small value',
    'a local model that is slow',
    'AWS credentials that are looked for and never found (Bedrock)',
  ],
  remedy: [
    'Send the prompt again; if it fails again, set API_TIMEOUT_MS to 600000 and take the proxy out of the way once.',
    'Use /compact, or break the task into smaller prompts.',
  ],
  otherwise:
    'Run the same prompt with curl and "stream": true against the gateway: no bytes for minutes means that it buffers.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -E "API_TIMEOUT_MS|CLAUDE_STREAM"',
      expect: 'A small number here is the limit that was reached.',
    },
    { on: 'any', look: 'https://status.claude.com', expect: 'An incident explains slow answers.' },
    {
      on: 'any',
      look: 'The buffering settings of the gateway (proxy_buffering in nginx)',
      expect: 'On: it holds answers back.',
    },
    { on: 'ci', look: 'The time limit of the job step', expect: 'Shorter than the answer takes.' },
  ],
  worked: 'The same prompt begins to answer within a minute.',
  ignorable: 'Yes, when the next attempt succeeds; no, when it comes with each long prompt.',
  prevent: 'Turn buffering off for event streams on every hop, and let gateways send pings.',
  related: ['connect-timeout', 'closed-mid-response', 'connection-dropped', 'claude-code-aws-chain-timeout'],
  seen: [
    {
      text: 'Request timed out. If the API is slow to answer, or a proxy or gateway holds responses, set API_TIMEOUT_MS above 1500.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'API Error (Request timed out.) · Retrying in 5 seconds… (attempt 4/10)',
      source: 'https://github.com/anthropics/claude-code/issues/4571',
      on: '2026-11-21',
    },
    {
      text: 'curl: (28) Operation timed out after 1001 milliseconds with 0 bytes received',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
