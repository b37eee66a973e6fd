import type { Signature } from '../signature.ts'

export const openaiKeyMissing: Signature = {
  id: 'openai-key-missing',
  title: 'No Bearer token reached OpenAI',
  provider: 'openai',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [{ status: [401], message: /\bMissing bearer or basic\b/i }, { message: /\bMissing bearer or basic\b/i }],
  area: 'deployment-or-configuration',
  meaning: 'The request came without an Authorization header, or with one that is not Bearer.',
  why: 'OpenAI reads the key from Authorization: Bearer only; an empty variable, a key in another header or a tool that signs in to ChatGPT while it talks to the API leaves the header out.',
  commonCauses: [
    'an empty key variable',
    'a provider entry of Codex without env_key or requires_openai_auth',
    'the key sent in another header',
    'a proxy that removes Authorization',
  ],
  remedy: [
    'Check that the variable is not empty: printf %s "$OPENAI_API_KEY" | wc -c.',
    'In Codex give the provider in ~/.codex/config.toml a line env_key = "OPENAI_API_KEY" or requires_openai_auth = true.',
    'In a profile of a gateway set the header to authorization.',
  ],
  otherwise: 'Sign in again with "codex logout" and "codex login".',
  checks: [
    {
      on: 'any',
      look: 'grep -n -A8 model_providers ~/.codex/config.toml',
      expect: 'env_key or requires_openai_auth stands in the provider that is used.',
    },
    { on: 'ci', look: 'The step that runs the tool', expect: 'The secret is passed to this step.' },
    {
      on: 'container',
      look: 'The environment of the container',
      expect: 'Variables of the host are not passed on by themselves.',
    },
  ],
  worked: 'The answer becomes a real one, or says that the key is wrong.',
  ignorable: 'No: each request is refused.',
  prevent: 'Let the start of the tool fail when the variable is empty.',
  related: ['openai-key-invalid', 'openai-scope', 'codex-retry-limit'],
  seen: [
    {
      text: 'error=http 401 Unauthorized: Some("{\\n  \\"error\\": {\\n    \\"message\\": \\"Missing bearer or basic',
      source: 'https://github.com/openai/openai-cookbook/issues/2347',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
