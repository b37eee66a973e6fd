import type { Signature } from '../signature.ts'

/** Groq and others send the same code; the address in the message says whose key is asked for. */
export const openaiKeyInvalid: Signature = {
  id: 'openai-key-invalid',
  title: 'The API key is not accepted',
  provider: 'openai',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['invalid_api_key'], message: /\bIncorrect API key provided\b|\bInvalid API key\b/i },
    { status: [401], code: ['invalid_api_key'] },
    { message: /\bIncorrect API key provided: .{1,400}platform\.openai\.com\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The key is not one of this provider, or it has been deleted, rotated or mangled on the way.',
  why: 'The message shows the first and last characters of what arrived: a key of another provider, a URL, a placeholder or a piece of text in its place can be read there.',
  commonCauses: [
    'the key of another provider, for example sk-or-v1 of OpenRouter',
    'a deleted or rotated key',
    'quotes, blanks or a line break around it',
    'an old key that a tool stored itself',
    'the base URL points to OpenAI while the key is for another server',
  ],
  remedy: [
    'Compare the characters in the message with the key at https://platform.openai.com/api-keys.',
    'Set the right key where the tool reads it, and start the tool again.',
    'If the key belongs to another provider, set the base URL of that provider.',
  ],
  otherwise: 'Create a new key and try it with curl before you give it to the tool.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://api.openai.com/v1/models -H "Authorization: Bearer $OPENAI_API_KEY" | head -c 200',
      expect: 'A list of models: the key is good and the tool uses another.',
    },
    {
      on: 'any',
      look: 'env | grep "OPENAI_BASE_URL\\|OPENAI_API_BASE"',
      expect: 'The address belongs to the provider of the key.',
    },
    { on: 'vscode', look: 'The key stored by the extension', expect: 'It beats the variable in most extensions.' },
    { on: 'windows', look: 'setx shows nothing in windows that are open', expect: 'Open a new terminal after setx.' },
    { on: 'ci', look: 'The name of the secret', expect: 'A secret that is not defined arrives empty.' },
  ],
  worked: 'The command above lists models, and the tool answers.',
  ignorable: 'No: the same key is refused each time.',
  prevent: 'Keep each key in one place, and rotate it there.',
  related: ['openai-key-missing', 'xai-key-incorrect', 'gateway-key-unknown', 'openai-organization'],
  seen: [
    {
      text: "openai.AuthenticationError: Error code: 401 - {'error': {'message': 'Incorrect API key provided: sk-PMafP***************************************E873. You can find your API key at https://platform.openai.com/account/api-keys.', 'type': 'invalid_request_error', 'param': None, 'code': 'invalid_api_key'}}",
      source: 'https://github.com/popjane/free_chatgpt_api/issues/3',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"message":"Incorrect API key provided: kod-460f****************************************************************************************2829. You can find your API key at https://platform.openai.com/account/api-keys.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}',
      source: 'https://github.com/continuedev/continue/issues/11409',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"error":{"message":"Invalid API Key","type":"invalid_request_error","code":"invalid_api_key"}}',
      source: 'https://github.com/SamurAIGPT/Clip-Anything/issues/1',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 400,
      text: '400 "Incorrect API key provided: na***ys. You can obtain an API key from https://console.x.ai."',
      source: 'https://github.com/continuedev/continue/issues/10778',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
