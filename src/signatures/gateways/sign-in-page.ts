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
  meaning:
    'A proxy in front of the API wants a person to sign in: its own session has ended, or it never saw one; captive portals and consoles look the same.',
  remedy: [
    'Sign in to the proxy, VPN or network in front of the API with a browser, then repeat the request; or correct the address of the upstream.',
  ],
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
