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
  meaning: 'A proxy between here and the upstream asks for a user and password of its own.',
  remedy: [
    'Put the user and password of the proxy into the proxy address, or ask the network administrator to let the upstream pass.',
  ],
  seen: [
    { status: 407, text: '', source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8', on: '2026-11-21' },
    {
      text: 'proxy refused the connection: HTTP 407',
      source: 'https://code.claude.com/docs/en/errors',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
