import type { Signature } from '../signature.ts'

export const gatewayHtmlError: Signature = {
  id: 'gateway-html-error',
  title: 'A gateway reports that what lies behind it fails',
  provider: 'gateway',
  cause: 'server-error',
  renewable: 'no',
  when: [
    { status: [500, 502, 503, 504], headers: { 'content-type': /^text\/html\b/i } },
    { status: [502, 503, 504], body: /^<(?:!doctype html|html)\b/i },
    {
      status: [502, 503, 504],
      message: /^(?:502 Bad Gateway|503 Service (?:Temporarily )?Unavailable|504 Gateway Time-?out)$/i,
    },
    { status: [502, 504], message: /\b(?:502 Bad Gateway|504 Gateway Time-?out)\. This is a server-side issue\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'A proxy or load balancer answered in place of the API, because the server behind it was down or too slow.',
  why: 'The page comes from the device in front (its name stands at the foot); 502 and 503 mean that the server behind is gone, 504 that it did not answer in time.',
  commonCauses: [
    'a gateway that is restarting',
    'a read timeout shorter than a long answer',
    'a wrong port behind the proxy',
    'an incident at the provider',
  ],
  remedy: [
    'Send the prompt again after a minute.',
    'If it lasts, tell the operator of the host in the base URL; for a 504 ask for a longer read timeout and for no buffering.',
  ],
  otherwise: 'Ask the server behind the proxy directly, if you can reach it.',
  checks: [
    {
      on: 'any',
      look: 'curl -si "$ANTHROPIC_BASE_URL/v1/models" | head -20',
      expect: 'The foot of the page or the server header names the device.',
    },
    { on: 'container', look: 'docker ps', expect: 'The gateway container restarts.' },
    {
      on: 'any',
      look: 'proxy_read_timeout (nginx) or its like',
      expect: 'Sixty seconds are too short for long answers.',
    },
    { on: 'ci', look: 'Whether the gateway is a service of the job', expect: 'It may not be ready yet.' },
  ],
  worked: 'The same prompt is answered with JSON.',
  ignorable: 'Yes, when it comes now and then: clients try again.',
  prevent: 'Give gateways a health check, more than one instance and a read timeout of ten minutes.',
  related: ['html-forbidden', 'sign-in-page', 'anthropic-server-error', 'gateway-upstream-unreachable'],
  seen: [
    {
      status: 502,
      headers: { 'content-type': 'text/html' },
      text: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>',
      source: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html',
      on: '2026-11-21',
    },
    {
      status: 504,
      text: 'API Error: 504 Gateway Time-out. This is a server-side issue, usually temporary — try again in a moment. If it persists, check your inference gateway (127.0.0.1:41105).',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'content-type': 'text/html' },
      text: '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n</body>\r\n</html>\r\n',
      source: 'https://github.com/BerriAI/litellm/issues/12421',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
