import type { Signature } from '../signature.ts'

export const htmlInsteadOfJson: Signature = {
  id: 'html-instead-of-json',
  title: 'A web page came where JSON was expected',
  provider: 'network',
  cause: 'malformed-response',
  renewable: 'no',
  when: [
    {
      code: ['api_error', 'internal_error'],
      message: /\bUnexpected token '?<'?,/,
      printed: /\bUnexpected token '?<'?,/,
    },
    { printed: /\bUnexpected token '?<'?,/ },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'A program read a web page as if it were an answer of an API: the address is wrong, or something on the way answers with a page.',
  why: 'Consoles, sign-in pages and error pages come as HTML, often with a 200; the first character of the page is what the program stumbles over.',
  commonCauses: [
    'a base URL of the web console instead of the API',
    'a path that is missing or doubled (/v1, /api)',
    'a sign-in page of a proxy',
    'an error page of a gateway',
  ],
  remedy: [
    'Run "curl -si <the address that is called> | head -20": the title of the page says what it is.',
    'Correct the address: try it with and without /v1 or /api at the end.',
    'If it is a sign-in page, sign in to the proxy or VPN with a browser.',
  ],
  otherwise: 'Turn on the log of the router in between: it names the address that it really called.',
  checks: [
    {
      on: 'any',
      look: 'env | grep BASE_URL, and the configuration of the router',
      expect: 'The address that is called.',
    },
    { on: 'container', look: 'The same curl inside', expect: 'Another network, another page.' },
    { on: 'ci', look: 'Whether the runner passes a proxy that wants a sign-in', expect: 'A job cannot sign in.' },
  ],
  worked: 'The curl shows content-type: application/json.',
  ignorable: 'No: nothing is answered.',
  prevent: 'Check the content type of an address before it is configured.',
  related: ['sign-in-page', 'gateway-html-error', 'html-forbidden', 'invalid-base-url'],
  seen: [
    {
      text: 'API Error (500 {"error":{"message":"Unexpected token \'<\', \\"<!DOCTYPE \\"... is not valid JSON","type":"api_error","code":"internal_error"}}) · Retrying in 5 seconds… (attempt 4/10)',
      source: 'https://github.com/musistudio/claude-code-router/issues/204',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'SyntaxError: Unexpected token \'A\', "Attempting"... is not valid JSON',
      source: 'https://github.com/anthropics/claude-code/issues/8447',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
