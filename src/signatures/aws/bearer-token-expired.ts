import type { Signature } from '../signature.ts'

export const awsBearerTokenExpired: Signature = {
  id: 'aws-bearer-token-expired',
  title: 'The Bedrock key has expired',
  provider: 'aws',
  cause: 'expired',
  renewable: 'yes',
  when: [
    { status: [401, 403], code: ['AccessDeniedException'], message: /^Bearer Token has expired\.?$/i },
    { status: [401, 403], message: /^Bearer Token has expired\.?$/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The Bedrock API key (a bearer token) is past its end; short-term keys live at most twelve hours and never longer than the session that made them.',
  why: 'A short-term Bedrock key is made from a session and ends with it, after twelve hours at most; nothing renews a string in a variable.',
  commonCauses: [
    'AWS_BEARER_TOKEN_BEDROCK set in a shell profile',
    'a short-term key pasted into settings',
    'a session that ended earlier than the twelve hours',
  ],
  remedy: ['Create a new Bedrock API key, or use a source that mints short-term keys, then repeat the request.'],
  otherwise: 'Unset the variable and use an AWS profile: its credentials renew themselves.',
  checks: [
    { on: 'any', look: 'env | grep -c AWS_BEARER_TOKEN_BEDROCK', expect: '1: the variable overrides every profile.' },
    {
      on: 'vscode',
      look: 'The environment VS Code was started with',
      expect: 'It keeps the old key until VS Code is quit and started again.',
    },
    { on: 'ci', look: 'The age of the secret', expect: 'A short-term key stored as a secret is dead the next day.' },
  ],
  worked: 'The next request is answered, and one twelve hours later too if a source mints the keys.',
  ignorable: 'No: an ended key stays ended.',
  prevent: 'Let a command mint the key when it is needed instead of storing one.',
  related: ['aws-token-expired', 'aws-bearer-token-malformed', 'aws-token-invalid'],
  seen: [
    {
      status: 403,
      text: '{"Message":"Bearer Token has expired"}',
      source:
        'https://github.com/BerriAI/litellm/blob/main/tests/test_litellm/anthropic_interface/exceptions/test_exception_mapping_utils.py',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: {
        'x-amzn-errortype': 'AccessDeniedException:http://internal.amazon.com/coral/com.amazon.coral.service/',
      },
      text: '{"Message":"Authorization header is missing"}',
      source: 'https://github.com/karthink/gptel/issues/1397',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '{"Message":"Invalid API Key format: Must start with pre-defined prefix"}',
      source: 'https://github.com/BloopAI/vibe-kanban/issues/933',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
