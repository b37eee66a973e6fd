import type { Signature } from '../signature.ts'

export const googleApiKeyInvalid: Signature = {
  id: 'google-api-key-invalid',
  title: 'Google does not accept the API key',
  provider: 'google',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [400, 401, 403], code: ['API_KEY_INVALID'], message: /\bAPI key (?:not valid|not found|expired)\b/i },
    { code: ['API_KEY_INVALID'] },
    { message: /\bAPI key (?:not valid|not found|expired)\. Please (?:pass a valid|renew the) API key\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'Gemini answers a wrong, deleted or mangled key with a 400 and not with a 401.',
  why: 'The key is looked up by its bytes: one blank, one quote or the key of another Google product is another key.',
  commonCauses: [
    'a deleted or rotated key',
    'quotes or a line break around it',
    'a key of another provider',
    'a new key that is not known everywhere yet',
  ],
  remedy: [
    'Open https://aistudio.google.com/app/apikey and compare the last characters with the key in use.',
    'Set the right one as GEMINI_API_KEY and start the tool again.',
  ],
  otherwise: 'Create a new key there and wait a minute before the first request.',
  checks: [
    {
      on: 'any',
      look: 'printf %s "$GEMINI_API_KEY" | wc -c',
      expect: '39 characters for a key that begins with AIza.',
    },
    {
      on: 'any',
      look: 'curl -s "https://generativelanguage.googleapis.com/v1beta/models?pageSize=1" -H "x-goog-api-key: $GEMINI_API_KEY"',
      expect: 'A model: the key is good and the tool uses another.',
    },
    { on: 'vscode', look: 'The key stored by the extension', expect: 'It may be older than the variable.' },
  ],
  worked: 'The request above lists a model.',
  ignorable: 'No: a 400 of this kind never goes away by itself.',
  prevent: 'Keep the key in one place that all tools read.',
  related: ['google-token-unusable', 'openai-key-invalid', 'xai-key-incorrect'],
  seen: [
    {
      text: 'Error: Failed to generate content: {"error":{"code":400,"message":"API Key not found. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com","metadata":{"se',
      source: 'https://github.com/google-gemini/gemini-cli/issues/25198',
      on: '2026-11-21',
    },
    {
      text: 'google.api_core.exceptions.InvalidArgument: 400 API key not valid. Please pass a valid API key. [reason: "API_KEY_INVALID" domain: "googleapis.com" metadata { key: "service" value: "generativelanguage.googleapis.com" } ]',
      source: 'https://github.com/google-gemini/deprecated-generative-ai-python/issues/481',
      on: '2026-11-21',
    },
    {
      status: 400,
      text: '{\n  "error": {\n    "code": 400,\n    "message": "API key not valid. Please pass a valid API key.",\n    "status": "INVALID_ARGUMENT",\n    "details": [\n      {\n        "@type": "type.googleapis.com/google.rpc.ErrorInfo",\n        "reason": "API_KEY_INVALID",\n        "domain": "googleapis.com",\n        "metadata": {\n          "service": "generativelanguage.googleapis.com"\n        }\n      },\n      {\n        "@type": "type.googleapis.com/google.rpc.LocalizedMessage",\n        "locale": "en-US",\n        "message": "API key not valid. Please pass a valid API key."\n      }\n    ]\n  }\n}',
      source: 'https://github.com/continuedev/continue/issues/8516',
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
