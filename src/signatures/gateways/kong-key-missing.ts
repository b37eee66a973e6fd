import type { Signature } from '../signature.ts'

export const kongKeyMissing: Signature = {
  id: 'kong-key-missing',
  title: 'Kong found no key in the request',
  provider: 'kong',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { status: [401], message: /\bNo API key found in request\b/i },
    { message: /\bNo API key found in request\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The gateway in front of the API looks for a key in a header or parameter in which none came.',
  why: 'The plugin key-auth reads the names it was given (apikey by default), and not Authorization.',
  commonCauses: [
    'the key in Authorization where the gateway wants apikey',
    'a header removed by another proxy',
    'an empty key',
  ],
  remedy: [
    'Ask the operator for the name of the header (key_names of the plugin).',
    'Set the header of the upstream to it.',
  ],
  otherwise: 'Try it with curl: curl -H "apikey: KEY" ADDRESS.',
  checks: [
    { on: 'any', look: 'curl -si ADDRESS | grep -i www-authenticate', expect: 'Key: the plugin key-auth answers.' },
    { on: 'any', look: 'curl -si -H "apikey: $KEY" ADDRESS | head -1', expect: 'Another status: apikey is the name.' },
  ],
  worked: 'The same request is answered, or the key itself is judged.',
  ignorable: 'No: each request is refused, whatever the key.',
  prevent: 'Note the header next to the address of the gateway.',
  related: ['gateway-key-unknown', 'kong-route-missing', 'litellm-key-not-sent'],
  seen: [
    {
      status: 401,
      text: '{"message":"No API key found in request"}',
      source:
        'https://github.com/Kong/kong/blob/22246ef28c16842098369b494eef879222e30c7b/kong/plugins/key-auth/handler.lua',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
