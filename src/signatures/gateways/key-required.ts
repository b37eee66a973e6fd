import type { Signature } from '../signature.ts'

export const gatewayKeyRequired: Signature = {
  id: 'gateway-key-required',
  title: 'The gateway found no key in the request',
  provider: 'gateway',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { status: [401], code: ['API_KEY_REQUIRED'] },
    { message: /\bAPI key is required in Authorization header\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The server reads the key from one of several headers, and none of them came with a value.',
  why: 'The tool sent no credential at all: a provider entry without a key, an empty variable, or a login that is not meant for this address.',
  commonCauses: [
    'a provider entry of Codex without requires_openai_auth or env_key',
    'an empty variable',
    'a proxy that removes the header',
  ],
  remedy: [
    'Check that the key of this profile is not empty, and set the header of the upstream to authorization.',
    'In Codex give the provider in ~/.codex/config.toml a line requires_openai_auth = true or env_key = "NAME".',
  ],
  otherwise: 'Try it with curl: curl ADDRESS -H "Authorization: Bearer KEY".',
  checks: [
    {
      on: 'any',
      look: 'curl -si ADDRESS/v1/models -H "Authorization: Bearer $KEY" | head -1',
      expect: '200: the key is good and the tool does not send it.',
    },
  ],
  worked: 'The same request is answered.',
  ignorable: 'No: each request is refused.',
  prevent: 'Let the start of the tool fail when the key is empty.',
  related: ['openai-key-missing', 'litellm-key-not-sent', 'gateway-key-unknown'],
  seen: [
    {
      text: 'unexpected status 401 Unauthorized: {"code":"API_KEY_REQUIRED","message":"API key is required in Authorization header (Bearer scheme), x-api-key header, or x-goog-api-key header"},',
      source: 'https://github.com/BigPizzaV3/CodexPlusPlus/issues/2111',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
