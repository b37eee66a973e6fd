import type { Signature } from '../signature.ts'

export const openrouterAuthMissing: Signature = {
  id: 'openrouter-auth-missing',
  title: 'OpenRouter found no key in the request',
  provider: 'openrouter',
  cause: 'wrong-endpoint-or-header',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['401'], message: /\bNo (?:cookie )?auth credentials found\b/i },
    { message: /\bNo (?:cookie )?auth credentials found\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The Authorization header did not arrive, or holds something that OpenRouter does not take for a key.',
  why: 'OpenRouter looks for Authorization: Bearer, then for a cookie of its website, and says this when it has neither.',
  commonCauses: [
    'an empty key',
    'a key in another header',
    'the word Bearer missing or doubled',
    'a tool that reads the key from another variable',
    'a proxy that removes the header',
  ],
  remedy: [
    'Check the length of the key: printf %s "$OPENROUTER_API_KEY" | wc -c.',
    'Enter the key in the settings of the tool for OpenRouter, and not for OpenAI.',
  ],
  otherwise: 'Try it with curl: curl https://openrouter.ai/api/v1/key -H "Authorization: Bearer $OPENROUTER_API_KEY".',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://openrouter.ai/api/v1/key -H "Authorization: Bearer $OPENROUTER_API_KEY"',
      expect: 'The label and limit of the key: the key is good and the tool does not send it.',
    },
    { on: 'vscode', look: 'The profile of the extension', expect: 'The key belongs to the profile that is active.' },
  ],
  worked: 'The request above shows the key, and the tool answers.',
  ignorable: 'No: each request is refused.',
  prevent: 'Test a new key with curl before it goes into a tool.',
  related: ['openrouter-user-unknown', 'openai-key-missing'],
  seen: [
    {
      status: 401,
      text: '{"error":{"message":"No auth credentials found","code":401}}',
      source: 'https://github.com/musistudio/claude-code-router/issues/227',
      on: '2026-11-21',
    },
    {
      text: '401 {"error":{"message":"No cookie auth credentials found","code":401}}',
      source: 'https://github.com/Gitlawb/openclaude/issues/967',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
