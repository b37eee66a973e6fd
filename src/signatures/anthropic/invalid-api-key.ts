import type { Signature } from '../signature.ts'

export const anthropicInvalidApiKey: Signature = {
  id: 'anthropic-invalid-api-key',
  title: 'The API key is not accepted',
  provider: 'anthropic',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['authentication_error'], message: /\binvalid x-api-key\b|^API key is invalid\.?$/i },
    { message: /\binvalid x-api-key\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The Anthropic API does not accept this key: mistyped, deleted, past its end, or meant for another server.',
  why: 'The API looks the key up and finds none; a deleted, an expired and a mistyped key look the same to it.',
  commonCauses: [
    'a key that was deleted or regenerated in the Console',
    'a key past its expiry date',
    'a placeholder or a gateway key sent to the Anthropic API',
    'an old key in the keychain or a settings file that wins over the new one',
  ],
  remedy: [
    'Check which key is sent and where it comes from: it must be an Anthropic API key that is still listed in the Console.',
    'If the key comes from a gateway or an internal proxy, set that gateway as the upstream instead of the Anthropic API.',
    'If the key was rotated, put the new one where the source reads it.',
  ],
  otherwise: 'Create a new key, try it with curl alone, and only then look for the place where the old one comes from.',
  checks: [
    {
      on: 'any',
      look: 'The list of keys in the Console',
      expect: 'The last characters of your key are not in it: the key is gone.',
    },
    { on: 'any', look: '/status in Claude Code', expect: 'Names the source of the key that is sent.' },
    {
      on: 'macos',
      look: 'security find-generic-password -s "Claude Code"',
      expect: 'Finds a key saved by an earlier login, which is used although no variable is set.',
    },
    {
      on: 'windows',
      look: 'setx does not change open windows',
      expect: 'A new terminal has the new key; the old one still sends the old.',
    },
    {
      on: 'vscode',
      look: 'The environment of the window that started VS Code',
      expect: 'VS Code keeps the environment of its start: quit it fully and start it again.',
    },
    {
      on: 'ci',
      look: 'The last characters of the secret',
      expect: 'A line break or quote at the end was pasted along.',
    },
  ],
  worked: 'The prompt is answered and /status names the source you meant.',
  ignorable: 'No: every request fails until the right key is sent.',
  prevent:
    'Keep the key in one place that a source reads, give it an expiry date you are reminded of, and never copy it into settings files.',
  related: [
    'anthropic-invalid-bearer-token',
    'anthropic-invalid-credentials',
    'gateway-key-unknown',
    'claude-code-external-key',
    'claude-code-auth-conflict',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}',
      source: 'https://github.com/anthropics/claude-code/issues/9694',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"Invalid authentication credentials"},"request_id":"req_011CZqG3x3i7dqsprB5xnir7"}',
      source: 'https://github.com/anthropics/claude-code/issues/44930',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth authentication is currently not supported."}}',
      source: 'https://github.com/anthropics/claude-code/issues/5983',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
