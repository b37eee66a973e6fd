import type { Signature } from '../signature.ts'

export const claudeCodeProxyTunnel: Signature = {
  id: 'claude-code-proxy-tunnel',
  title: 'The proxy refused the way',
  provider: 'network',
  cause: 'proxy',
  renewable: 'no',
  when: [
    { printed: /\bCouldn't connect through your proxy\b/i },
    { printed: /\bUnable to connect to API \(ERR_PROXY_TUNNEL\b/ },
    { printed: /\bcurl: \(56\) CONNECT tunnel failed, response 4\d\d\b/ },
    { printed: /\bcurl: \(56\) Received HTTP code 4\d\d from proxy after CONNECT\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'The proxy answered the request for a tunnel with a refusal: it wants a sign-in, or does not allow this host.',
  why: 'HTTPS goes through a proxy as a tunnel to one host and port, and the proxy decides by its own list and users; the API never sees anything of it.',
  commonCauses: [
    'no user and password in the proxy address',
    'a changed password',
    'a host that is not on the list of the proxy',
    'a proxy that wants NTLM or Kerberos',
  ],
  remedy: [
    'Run "curl -sv -x $HTTPS_PROXY https://api.anthropic.com": a 407 wants a sign-in, a 403 means that the host is not allowed.',
    'For a 407 put user and password into HTTPS_PROXY, percent-encoded; for a 403 ask the network team to allow the host.',
  ],
  otherwise: 'Set NO_PROXY for the host if a direct way is allowed.',
  checks: [
    {
      on: 'any',
      look: 'The status after CONNECT in the output of curl -v',
      expect: '407: sign-in; 403: list; 502 or 503: the proxy cannot reach the host.',
    },
    {
      on: 'any',
      look: 'The proxy-authenticate line there',
      expect: 'Basic works from the address; NTLM or Negotiate needs a local helper such as px or cntlm.',
    },
    { on: 'container', look: 'HTTPS_PROXY inside the container', expect: 'Often an address that only the host knows.' },
    { on: 'ci', look: 'The proxy secret', expect: 'Expired with the account of the person who set it up.' },
    { on: 'vscode', look: 'http.proxy in the settings', expect: 'Counts for the editor, not for the client.' },
  ],
  worked: 'curl prints an answer of the API, even if it is a 401 or 404.',
  ignorable: 'No: nothing gets through.',
  prevent: 'Have the hosts of the API allowed without sign-in, and keep them in one list that is asked for ahead.',
  related: ['proxy-sign-in', 'proxy-unreachable', 'host-not-allowed', 'proxy-protocol'],
  seen: [
    {
      text: "API Error: Couldn't connect through your proxy (ERR_PROXY_TUNNEL) — the proxy refused the tunnel: check its credentials and that it allows this host",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'curl: (56) CONNECT tunnel failed, response 407',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'API Error: 407 Proxy Authentication Required',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'API Error: Unable to connect to API (UnsupportedProxyProtocol)',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
