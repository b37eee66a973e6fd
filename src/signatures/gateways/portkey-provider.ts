import type { Signature } from '../signature.ts'

export const portkeyProvider: Signature = {
  id: 'portkey-provider',
  title: 'Portkey was not told where to send the request',
  provider: 'portkey',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { status: [400], message: /\bEither x-portkey-config or x-portkey-provider header is required\b/i },
    { message: /\bx-portkey-config or x-portkey-provider\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The gateway needs a header with a config or a provider, and neither came.',
  why: 'Portkey routes by header; a tool that knows only a base URL and a key sends none.',
  commonCauses: [
    'custom headers that are not set',
    'headers set in a file the tool does not read',
    'a proxy that drops unknown headers',
  ],
  remedy: [
    'Set the header in the tool; for Claude Code: export ANTHROPIC_CUSTOM_HEADERS="x-portkey-provider: anthropic".',
    'Or use a config: x-portkey-config with its ID.',
  ],
  otherwise: 'Bind a default config to the key in the Portkey app.',
  checks: [{ on: 'any', look: 'env | grep CUSTOM_HEADERS', expect: 'The header, with a colon and a blank.' }],
  worked: 'The answer becomes one of the provider.',
  ignorable: 'No: no request is forwarded.',
  prevent: 'Bind the config to the key, so that no header is needed.',
  related: ['gateway-key-unknown', 'kong-route-missing'],
  seen: [
    {
      status: 400,
      text: '{"status":"failure","message":"Either x-portkey-config or x-portkey-provider header is required"}',
      source:
        'https://github.com/Portkey-AI/gateway/blob/669825cbe89ee51569918b8f78a9db486fd69dd4/src/middlewares/requestValidator/index.ts',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
