import type { Signature } from '../signature.ts'

export const litellmAnthropicKey: Signature = {
  id: 'litellm-anthropic-key',
  title: 'The tool has no key for Anthropic',
  provider: 'litellm',
  cause: 'missing-credential',
  renewable: 'no',
  when: [{ printed: /\bMissing Anthropic API Key - A call is being made\b/i }],
  area: 'deployment-or-configuration',
  meaning: 'LiteLLM, inside aider or another program, wants to call Anthropic and finds no key in the environment.',
  why: 'The library reads ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN of its own process, and nothing of Claude Code.',
  commonCauses: [
    'the variable is set in another shell',
    'a login of Claude Code taken for a key',
    'an .env file in another directory',
  ],
  remedy: [
    'Type "export ANTHROPIC_API_KEY=…" in the shell that starts the tool.',
    'In aider you can also give --api-key anthropic=KEY.',
  ],
  otherwise: 'Start the tool through a gateway that adds the key.',
  checks: [
    {
      on: 'any',
      look: 'env | cut -d= -f1 | grep ^ANTHROPIC_',
      expect: 'ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN is there.',
    },
    { on: 'container', look: 'docker run -e ANTHROPIC_API_KEY …', expect: 'The variable is passed.' },
  ],
  worked: 'The next prompt is answered.',
  ignorable: 'No: no request is made.',
  prevent: 'Set the key where the tool is configured.',
  related: ['aider-not-authenticated', 'openai-client-key'],
  seen: [
    {
      text: 'litellm.AuthenticationError: Missing Anthropic API Key - A call is being made to anthropic but no key is set either in the environment variables or via params. Please set `ANTHROPIC_API_KEY` or `ANTHROPIC_AUTH_TOKEN` in your environment vars, or configure workload identity federation via `ANTHROPIC_FEDERATION_RULE_ID`',
      source: 'https://github.com/BerriAI/litellm/blob/main/litellm/llms/anthropic/common_utils.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
