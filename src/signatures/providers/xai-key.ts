import type { Signature } from '../signature.ts'

export const xaiKeyIncorrect: Signature = {
  id: 'xai-key-incorrect',
  title: 'The xAI API does not accept the key',
  provider: 'xai',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [400, 401, 403], message: /\bIncorrect API key provided: .{1,60}console\.x\.ai\b/i },
    { message: /\bYou can obtain an API key from https:\/\/console\.x\.ai\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The key is not one of xAI, which says so with a 400.',
  why: 'The message shows two characters of either end: gs is a key of Groq, sk one of OpenAI, na a name.',
  commonCauses: ['a key of Groq, whose name sounds alike', 'the name of the key in its place', 'a deleted key'],
  remedy: [
    'Compare the two ends with the key at https://console.x.ai; keys of xAI begin with xai-.',
    'Put the right key in and start the tool again.',
  ],
  otherwise: 'Make a new key there.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://api.x.ai/v1/api-key -H "Authorization: Bearer $XAI_API_KEY"',
      expect: 'Data of the key: the key is good and the tool sends another.',
    },
  ],
  worked: 'The request above shows the key.',
  ignorable: 'No: each request is refused.',
  prevent: 'Name variables after the provider.',
  related: ['openai-key-invalid', 'google-api-key-invalid'],
  seen: [
    {
      text: '400 "Incorrect API key provided: na***ys. You can obtain an API key from https://console.x.ai."',
      source: 'https://github.com/continuedev/continue/issues/10778',
      on: '2026-11-21',
    },
    {
      text: '400 "Incorrect API key provided: gs***tF. You can obtain an API key from https://console.x.ai."',
      source: 'https://github.com/continuedev/continue/issues/10161',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: "openai.AuthenticationError: Error code: 401 - {'error': {'message': 'Incorrect API key provided: sk-PMafP***************************************E873. You can find your API key at https://platform.openai.com/account/api-keys.', 'type': 'invalid_request_error', 'param': None, 'code': 'invalid_api_key'}}",
      source: 'https://github.com/popjane/free_chatgpt_api/issues/3',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
