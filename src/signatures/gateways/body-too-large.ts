import type { Signature } from '../signature.ts'

export const gatewayBodyTooLarge: Signature = {
  id: 'gateway-body-too-large',
  title: 'A proxy refuses large requests',
  provider: 'gateway',
  cause: 'proxy',
  renewable: 'no',
  when: [
    { status: [413], headers: { 'content-type': /^text\/html\b/i } },
    { status: [413], body: /^<(?:!doctype html|html)\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'A proxy in front of the API takes only bodies up to a size of its own, which a prompt with files exceeds.',
  why: 'Proxies come with a limit of about a megabyte for web forms; a real request of a coding tool has a tenth of that at its start and grows.',
  commonCauses: [
    'client_max_body_size of nginx at 1 MB',
    'a limit of a WAF for inspected bodies',
    'a conversation with images',
  ],
  remedy: [
    'Let the operator of the proxy raise the limit to 32 MB for the inference paths.',
    'Run /compact until then.',
  ],
  otherwise: 'Send the request past the proxy, if a direct way is allowed.',
  checks: [
    { on: 'any', look: 'The foot of the page', expect: 'Names the proxy.' },
    { on: 'any', look: '/context', expect: 'Shows how large the conversation is.' },
    { on: 'container', look: 'The ingress of the cluster', expect: 'Has a limit of its own (proxy-body-size).' },
  ],
  worked: 'The very prompt that was refused is answered.',
  ignorable: 'No: it comes again as soon as a conversation has grown.',
  prevent: 'Set the limit for inference paths when the gateway is set up.',
  related: ['anthropic-request-too-large', 'html-forbidden'],
  seen: [
    {
      status: 413,
      text: '<html>\n     <head><title>413 Request Entity Too Large</title></head>\n     <body>\n     <center><h1>413 Request Entity Too Large</h1></center>\n     <hr><center>nginx/1.26.0 (Ubuntu)</center>\n     </body>\n     </html>',
      source: 'https://github.com/Wei-Shaw/claude-relay-service/issues/630',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
