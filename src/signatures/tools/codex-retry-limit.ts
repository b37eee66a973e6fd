import type { Signature } from '../signature.ts'

export const codexRetryLimit: Signature = {
  id: 'codex-retry-limit',
  title: 'Codex gave up after several refusals',
  provider: 'codex',
  cause: 'unknown',
  renewable: 'unsure',
  when: [{ printed: /\bexceeded retry limit, last status: 40[13]\b/i }],
  area: 'account-or-auth',
  meaning:
    'Codex repeated a request that was refused with 401 or 403; the reason is in the body, which it does not show here.',
  why: 'Codex repeats most refusals five times, so that the first answer scrolls away.',
  commonCauses: [
    'a login that has ended',
    'a ChatGPT login without access to Codex',
    'a key of another provider',
    'a network that refuses',
  ],
  remedy: [
    'Type "codex login status".',
    'Sign in again with "codex logout" and "codex login", or set the right key.',
    'If it stays, read the body in ~/.codex/log/codex-tui.log.',
  ],
  otherwise: 'Try the address with curl and the same key to see the body.',
  checks: [
    { on: 'any', look: 'tail -50 ~/.codex/log/codex-tui.log', expect: 'The answer of the server with its message.' },
    { on: 'any', look: 'env | grep OPENAI_', expect: 'No base URL left over from another tool.' },
  ],
  worked: 'The next prompt is answered at the first attempt.',
  ignorable: 'No: the retries do not change the answer.',
  prevent: 'Put a gateway in front that shows the first answer.',
  related: ['openai-key-invalid', 'openai-key-missing', 'codex-refresh-failed'],
  seen: [
    {
      text: 'stream error: exceeded retry limit, last status: 401 Unauthorized; retrying 1/5 in 214ms…',
      source: 'https://github.com/openai/codex/issues/3002',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
