import type { Signature } from '../signature.ts'

export const signInPage: Signature = {
  id: 'sign-in-page',
  title: 'A sign-in page instead of the API',
  provider: 'network',
  cause: 'proxy',
  renewable: 'unsure',
  when: [
    {
      status: [401, 403],
      headers: { 'content-type': /^text\/html\b/i },
      body: /<title>[^<]{0,60}\b(?:log ?in|sign ?in|sign ?on)\b|>OpenShift oauth-proxy<\/a>/i,
    },
    { status: [200, 201, 202, 203], headers: { 'content-type': /^text\/html\b/i } },
    {
      status: [301, 302, 303, 307, 308],
      headers: { location: /\b(?:login|log-in|signin|sign-in|oauth2?|saml2?|sso|cdn-cgi\/access)\b/i },
    },
    { message: /\breturned an empty or malformed response \(HTTP 200\)/i },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'A proxy in front of the API wants a person to sign in: its own session has ended, or it never saw one; captive portals and consoles look the same.',
  why: 'Something between you and the API answers in its place with a page for people: the status says success, so clients take the page for an answer and often ask again and again.',
  commonCauses: [
    'the session of a zero-trust proxy or VPN has ended',
    'a captive portal of a hotel or train',
    'a base URL that points at the console of a gateway instead of its API',
    'a redirect to a login host',
  ],
  remedy: [
    'Sign in to the proxy, VPN or network in front of the API with a browser, then repeat the request; or correct the address of the upstream.',
  ],
  otherwise: 'Open the base URL in a browser on the same machine: the page you see is what the client was given.',
  checks: [
    {
      on: 'any',
      look: 'curl -sI "$ANTHROPIC_BASE_URL/v1/models"',
      expect: 'content-type: text/html, or a location with login in it: this card.',
    },
    {
      on: 'any',
      look: 'The address in ANTHROPIC_BASE_URL',
      expect: 'A path of the web console, or a missing one, gives pages.',
    },
    {
      on: 'ssh',
      look: 'Whether the proxy session belongs to your desktop',
      expect: 'The server has none, however often you sign in at your desk.',
    },
    { on: 'ci', look: 'The service token for the proxy', expect: 'A job cannot sign in by browser: it needs one.' },
    { on: 'container', look: 'curl inside the container', expect: 'The sign-in of the host does not count for it.' },
  ],
  worked: 'The same curl gets application/json.',
  ignorable: 'No: every answer of the model is in truth this page.',
  prevent:
    'Give machines a service token for the proxy, and let the gateway treat HTML on inference paths as a failure.',
  related: ['html-forbidden', 'proxy-sign-in', 'gateway-html-error', 'html-instead-of-json'],
  seen: [
    {
      status: 403,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      text: 'Secured with <a href="https://github.com/openshift/oauth-proxy#oauth2_proxy">OpenShift oauth-proxy</a> version 2.3.0',
      source: 'https://github.com/openshift/oauth-proxy/issues/171',
      on: '2026-11-21',
    },
    {
      text: 'API returned an empty or malformed response (HTTP 200)',
      source: 'https://code.claude.com/docs/en/errors',
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
