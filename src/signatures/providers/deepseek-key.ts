import type { Signature } from '../signature.ts'

export const deepseekKeyInvalid: Signature = {
  id: 'deepseek-key-invalid',
  title: 'DeepSeek does not accept the key',
  provider: 'deepseek',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['authentication_error'], message: /\bAuthentication Fails\b/ },
    { message: /\bAuthentication Fails\b(?:, Your api key:| \(no such user\))/i },
  ],
  area: 'account-or-auth',
  meaning: 'The key is not one of DeepSeek; the message shows its last four characters as they arrived.',
  why: 'Those four characters often tell: _KEY is a placeholder, a brace is a template that was not filled in.',
  commonCauses: [
    'a placeholder instead of the key',
    'the key of another provider',
    'a deleted key',
    'a fault at DeepSeek (no such user)',
  ],
  remedy: [
    'Compare the four characters with the key at https://platform.deepseek.com/api_keys.',
    'Put the right key in; for Claude Code it belongs into ANTHROPIC_AUTH_TOKEN beside ANTHROPIC_BASE_URL=https://api.deepseek.com/anthropic.',
  ],
  otherwise: 'Look at https://status.deepseek.com if the key is right.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://api.deepseek.com/models -H "Authorization: Bearer $DEEPSEEK_API_KEY"',
      expect: 'A list: the key is good and the tool sends another.',
    },
  ],
  worked: 'The request above lists models.',
  ignorable: 'No: each request is refused.',
  prevent: 'Test a new key with curl before it goes into a tool.',
  related: ['deepseek-balance', 'openai-key-invalid', 'anthropic-invalid-bearer-token'],
  seen: [
    {
      status: 401,
      text: '{"error":{"message":"Authentication Fails (no such user)","type":"authentication_error","param":null,"code":"invalid_request_error"}}',
      source: 'https://github.com/deepseek-ai/DeepSeek-R1/issues/82',
      on: '2026-11-21',
    },
    {
      text: '401 Authentication Fails, Your api key: ****fcc2 is invalid',
      source: 'https://github.com/continuedev/continue/issues/11820',
      on: '2026-11-21',
    },
    {
      text: "Error code: 401 - {'error': {'message': 'Authentication Fails, Your API key: ****eek} is invalid', 'type': 'authentication_error', 'param': None, 'code': 'invalid_request_error'}}",
      source: 'https://github.com/szczyglis-dev/py-gpt/issues/112',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
