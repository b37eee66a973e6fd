import type { Signature } from '../signature.ts'

export const claudeCodeSignInRefused: Signature = {
  id: 'claude-code-sign-in-refused',
  title: 'The sign-in was refused on its way',
  provider: 'claude-code',
  cause: 'permission',
  renewable: 'no',
  when: [{ printed: /\bOAuth error: Request failed with status code 4\d\d\b/i }],
  area: 'account-or-auth',
  meaning: 'The browser part went well, and the exchange of the code for a login was refused.',
  why: 'That exchange goes from the client to another host than the requests; a proxy, a region or the account can stop it there alone.',
  commonCauses: [
    'a network or VPN in a region that is not served',
    'a proxy that treats the sign-in host differently',
    'an account without a plan or role for this use',
    'a code that was used twice or is too old (400)',
  ],
  remedy: [
    'Send browser and client through the same network: turn the VPN off or on for both.',
    'Run "curl -sI https://platform.claude.com" in the shell of the client: a 403 there means that the network is refused.',
    'Repeat /login with a fresh code after a 400.',
  ],
  otherwise: 'Use an API key from the Console on this network.',
  checks: [
    { on: 'any', look: 'env | grep -i proxy', expect: 'The client uses this, the browser perhaps not.' },
    { on: 'any', look: 'The plan of the account', expect: 'None: the exchange is refused with 403.' },
    { on: 'container', look: 'The exit of the container', expect: 'May be another than that of the browser.' },
    { on: 'wsl', look: 'The VPN of Windows', expect: 'Does not always route WSL.' },
    { on: 'ssh', look: 'Where the remote machine stands', expect: 'Its region counts, not yours.' },
  ],
  worked: '"claude auth status" shows the account.',
  ignorable: 'No: there is no login.',
  prevent: 'Allow all hosts of the sign-in (claude.ai, claude.com, platform.claude.com) on the same way as the API.',
  related: ['anthropic-request-not-allowed', 'claude-code-sign-in-code', 'claude-code-network-blocked'],
  seen: [
    {
      text: 'OAuth error: Request failed with status code 403',
      source: 'https://github.com/anthropics/claude-code/issues/36660',
      on: '2026-11-21',
    },
    {
      text: 'OAuth error: Request failed with status code 400',
      source: 'https://github.com/anthropics/claude-code/issues/66360',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'OAuth error: Request failed with status code 500',
      source: 'https://github.com/anthropics/claude-code/issues/33226',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
