import type { Signature } from '../signature.ts'

export const cloudflareUnknown: Signature = {
  id: 'cloudflare-unknown',
  title: 'The server gave Cloudflare no proper answer',
  provider: 'cloudflare',
  cause: 'malformed-response',
  renewable: 'no',
  when: [
    {
      printed: /<(?:!doctype )?html\b[\s\S]{0,900}\b520: Web server is returning an unknown error\b/i,
      body: /\b520: Web server is returning an unknown error\b/i,
    },
    { printed: /\b520: Web server is returning an unknown error\b/i },
    { printed: /\bcloudflare-5xx-errors\/error-520\b/ },
    { printed: /\berror code: 520\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The server behind Cloudflare closed the connection early, or sent headers that make no sense.',
  why: 'It is the fault of the host in the title; very large headers and a server that restarts are the usual reasons.',
  commonCauses: ['a server that is being restarted', 'request headers beyond its limit', 'a fault of the provider'],
  remedy: ['Look at the status page of the host that the page names.', 'Repeat the prompt after a minute.'],
  otherwise: 'Try with a smaller context, and without custom headers.',
  checks: [{ on: 'any', look: 'The title of the page', expect: 'Whose server it is.' }],
  worked: 'The prompt is answered.',
  ignorable: 'Yes, if it happens once: the client tries again.',
  prevent: 'Have a second provider or gateway ready.',
  related: ['cloudflare-timeout', 'cloudflare-unreachable'],
  seen: [
    {
      text: '<title>api.anthropic.com | 520: Web server is returning an unknown error</title>\n<meta charset="UTF-8" />',
      source: 'https://github.com/anthropics/claude-code/issues/3197',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
