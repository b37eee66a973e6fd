import type { Signature } from '../signature.ts'

export const litellmKeyNotSent: Signature = {
  id: 'litellm-key-not-sent',
  title: 'LiteLLM found no key in the request',
  provider: 'litellm',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { status: [401], message: /\bAuthentication Error, No api key passed in\b/i },
    { message: /\bAuthentication Error, No api key passed in\b/i },
    { status: [401], message: /\bMalformed API Key passed in\. Ensure Key has\b/i },
    { message: /\bMalformed API Key passed in\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The key did not arrive in a header that the proxy reads, or it arrived empty.',
  why: 'LiteLLM reads Authorization: Bearer first and a few other headers after it; a header without the word Bearer counts as malformed.',
  commonCauses: [
    'an empty key variable',
    'the key in another header',
    'Bearer left out',
    'a proxy in front that removes Authorization',
  ],
  remedy: [
    'Set the header of the upstream to authorization, so that the key is sent as Bearer.',
    'Check that the variable of the key is not empty.',
  ],
  otherwise: 'Try it with curl: curl https://PROXY/v1/models -H "Authorization: Bearer KEY".',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://PROXY/v1/models -H "Authorization: Bearer $KEY"',
      expect: 'A list: the key is good and the tool does not send it.',
    },
    {
      on: 'any',
      look: 'env | cut -d= -f1 | grep "KEY$\\|TOKEN$"',
      expect: 'The variable the tool reads is among them.',
    },
  ],
  worked: 'The request above lists models, and the tool answers.',
  ignorable: 'No: each request is refused.',
  prevent: 'Let the start of the tool fail when the key is empty.',
  related: ['litellm-key-unknown', 'litellm-key-expired', 'gateway-key-unknown'],
  seen: [
    {
      status: 401,
      text: '{"error":{"message":"Authentication Error, No api key passed in.","type":"auth_error","param":null,"code":"401"}}',
      source: 'https://github.com/BerriAI/litellm/blob/main/litellm/proxy/auth/user_api_key_auth.py',
      on: '2026-11-21',
    },
    {
      text: 'Authentication Error, Malformed API Key passed in. Ensure Key has `Bearer ` prefix.',
      source: 'https://github.com/BerriAI/litellm/blob/main/litellm/proxy/auth/user_api_key_auth.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
