import type { Signature } from '../signature.ts'

export const proxySignIn: Signature = {
  id: 'proxy-sign-in',
  title: 'The proxy wants its own sign-in',
  provider: 'network',
  cause: 'proxy',
  renewable: 'no',
  when: [
    { status: [407] },
    { message: /\b407 Proxy Authentication Required\b|\bproxy refused the connection: HTTP 407\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'A proxy between here and the upstream asks for a user and password of its own.',
  why: 'The proxy wants to know who uses it, and its credentials are others than those of the API; many clients send them only when they stand in the proxy address.',
  commonCauses: [
    'a proxy address without user and password',
    'a changed company password in an old proxy address',
    'a proxy that wants NTLM or Kerberos, which few tools speak',
    'special characters in the password that are not percent-encoded',
  ],
  remedy: [
    'Put the user and password of the proxy into the proxy address, or ask the network administrator to let the upstream pass.',
  ],
  otherwise: 'Run a small local proxy that speaks NTLM or Kerberos (px, cntlm) and point HTTPS_PROXY at it.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -i proxy',
      expect: 'Shows which proxy is used; the values may hold a password, so do not paste them.',
    },
    {
      on: 'any',
      look: 'curl -sI https://api.anthropic.com',
      expect: '407 here too: it is the proxy and not the client.',
    },
    {
      on: 'any',
      look: 'The Proxy-Authenticate header of the answer',
      expect: 'Basic works from the address; NTLM or Negotiate needs a local helper.',
    },
    {
      on: 'windows',
      look: 'netsh winhttp show proxy',
      expect: 'Shows the proxy of the system, which the client does not read.',
    },
    {
      on: 'container',
      look: 'The proxy settings of Docker and HTTPS_PROXY inside',
      expect: 'The container has its own.',
    },
    { on: 'vscode', look: 'http.proxy in the settings', expect: 'Used by the editor, not by a terminal in it.' },
    { on: 'ci', look: 'The proxy secret of the job', expect: 'A password that expired with the account.' },
  ],
  worked: 'curl gets an answer of the API, even if it is a 401 or 404.',
  ignorable: 'No: nothing gets through.',
  prevent:
    'Have the hosts of the API allowed without sign-in, or keep the proxy password in a source that follows its changes.',
  related: ['claude-code-proxy-tunnel', 'host-not-allowed', 'sign-in-page', 'tls-self-signed'],
  seen: [
    { status: 407, text: '', source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8', on: '2026-11-21' },
    {
      text: 'proxy refused the connection: HTTP 407',
      source: 'https://code.claude.com/docs/en/errors',
      on: '2026-11-21',
    },
    {
      status: 407,
      text: 'API Error: 407 Proxy Authentication Required',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
