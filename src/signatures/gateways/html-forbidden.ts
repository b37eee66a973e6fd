import type { Signature } from '../signature.ts'

export const htmlForbidden: Signature = {
  id: 'html-forbidden',
  title: 'A firewall refused the request',
  provider: 'network',
  cause: 'waf',
  renewable: 'no',
  when: [
    { status: [403], headers: { 'content-type': /^text\/html\b/i } },
    { status: [403], body: /^<(?:!doctype html|html)\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'The 403 is a page and not an answer of an API: a firewall or bot protection in front of the API refused the request, mostly for words in the prompt or for the network it came from.',
  why: 'Firewalls for web applications read bodies for attack patterns; prompts full of shell commands, SQL and markup look like attacks.',
  commonCauses: [
    'a WAF rule that the prompt triggers',
    'bot protection that wants a browser',
    'the IP address of a VPN or data centre with a bad name',
    'a body larger than the WAF inspects',
  ],
  remedy: [
    'Ask the operator of the firewall to leave the inference paths (such as /v1/messages) out of its body and bot rules: prompts hold code, and code looks like an attack.',
    'If the page asks for a browser check, leave the VPN or use another network.',
  ],
  otherwise:
    'Send a prompt of one harmless word: if that passes and the long one does not, the words are the reason and the operator needs both request ids.',
  checks: [
    { on: 'any', look: 'claude -p ping', expect: 'Passes while a prompt with code is refused: a rule about the body.' },
    {
      on: 'any',
      look: 'The server header and the ray or reference id on the page',
      expect: 'cloudflare, awselb, AkamaiGHost, Incapsula: names whose rule it is.',
    },
    { on: 'ci', look: 'The address range of the runner', expect: 'Data centre addresses are often refused as bots.' },
    {
      on: 'container',
      look: 'curl from the container and from the host',
      expect: 'Different answers: different exits.',
    },
  ],
  worked: 'The very prompt that was refused is answered.',
  ignorable: 'No: the same words are refused each time, and a new credential changes nothing.',
  prevent:
    'Exempt the inference paths from body rules when the gateway is set up, and test with a prompt that contains code.',
  related: ['empty-forbidden', 'sign-in-page', 'cloudflare-challenge', 'gateway-html-error'],
  seen: [
    {
      status: 403,
      headers: { 'content-type': 'text/html', server: 'awselb/2.0' },
      text: '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n</body>\r\n</html>\r\n',
      source: 'https://github.com/BerriAI/litellm/issues/12421',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><meta http-equiv="X-UA-Compatible" content="IE=Edge"><meta name="robots" content="noindex,nofollow">',
      source: 'https://github.com/anthropics/claude-code/issues/30437',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'content-type': 'application/json' },
      text: '{"type":"error","error":{"type":"permission_error","message":"OAuth token has been revoked. Please obtain a new token."}}',
      source: 'https://github.com/anthropics/claude-code/issues/9635',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
