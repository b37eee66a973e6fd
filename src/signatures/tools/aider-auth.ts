import type { Signature } from '../signature.ts'

export const aiderNotAuthenticated: Signature = {
  id: 'aider-not-authenticated',
  title: 'The provider does not accept aider’s key',
  provider: 'aider',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [{ printed: /\bThe API provider is not able to authenticate you\b/i }],
  area: 'account-or-auth',
  meaning: 'The provider answered with a 401; which one, and why, stands in the line above.',
  why: 'Aider says this for every authentication error of LiteLLM and does not try again.',
  commonCauses: [
    'a missing or old key in the environment or .env',
    'the key of another provider',
    'a base URL of another server',
  ],
  remedy: [
    'Read the line that begins with litellm.AuthenticationError above this one.',
    'Give the key for that provider: aider --api-key PROVIDER=KEY.',
  ],
  otherwise: 'Run "aider --verbose" and look which model and base URL it uses.',
  checks: [
    {
      on: 'any',
      look: 'aider --verbose --exit 2>&1 | grep -i "key\\|base"',
      expect: 'The key belongs to the provider of the model.',
    },
    { on: 'any', look: 'ls .env ~/.env ~/.aider.conf.yml', expect: 'An old key in one of them.' },
  ],
  worked: 'The next prompt is answered.',
  ignorable: 'No: aider stops at it.',
  prevent: 'Keep keys in one .env file in your home.',
  related: ['litellm-anthropic-key', 'openai-key-invalid', 'litellm-upstream-refused'],
  seen: [
    {
      text: 'The API provider is not able to authenticate you. Check your API key.',
      source: 'https://github.com/Aider-AI/aider/blob/main/aider/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
