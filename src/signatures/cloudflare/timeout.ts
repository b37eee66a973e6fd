import type { Signature } from '../signature.ts'

export const cloudflareTimeout: Signature = {
  id: 'cloudflare-timeout',
  title: 'Cloudflare waited too long for the server',
  provider: 'cloudflare',
  cause: 'timeout',
  renewable: 'no',
  when: [
    { printed: /<(?:!doctype )?html\b[\s\S]{0,900}\b524: A timeout occurred\b/i, body: /\b524: A timeout occurred\b/i },
    { printed: /\b524: A timeout occurred\b/i },
    { printed: /\berror code: 524\b/i },
    { printed: /\bcloudflare-5xx-errors\/error-524\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The server behind Cloudflare took the request and sent nothing for about 100 seconds.',
  why: 'Cloudflare ends a request without a first byte after 100 seconds; a long answer that is not streamed, or a model that thinks for long, reaches that.',
  commonCauses: [
    'a request without streaming',
    'a proxy that collects the answer before it passes it on',
    'a model that thinks for minutes',
    'an overloaded server',
  ],
  remedy: [
    'Switch streaming on in the tool.',
    'If the host in the title is your own gateway, ask its operator to stream and to send a sign of life.',
  ],
  otherwise: 'Use an address of the gateway that does not go through Cloudflare.',
  checks: [
    {
      on: 'any',
      look: 'The host in the title of the page',
      expect: 'Whose server was slow: the provider’s or your own gateway.',
    },
    { on: 'any', look: 'The time from request to error', expect: 'About 100 seconds.' },
  ],
  worked: 'The first words appear within seconds.',
  ignorable: 'Yes, if it happens once: repeat the prompt.',
  prevent: 'Stream every long answer.',
  related: ['cloudflare-unreachable', 'cloudflare-unknown', 'request-timed-out'],
  seen: [
    {
      text: '{"error":"{\\"success\\":false,\\"error\\":{\\"message\\":\\"error code: 524\\",\\"code\\":\\"UNKNOWN_ERROR\\",\\"timestamp\\":\\"2026-01-13T11:57:50.124Z\\"},\\"status\\":524}"}',
      source: 'https://github.com/pollinations/pollinations/issues/7211',
      on: '2026-11-21',
    },
    {
      text: '<title>chat.openai.com | 524: A timeout occurred</title>\n<meta charset="UTF-8" />',
      source: 'https://github.com/acheong08/ChatGPT/issues/447',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
