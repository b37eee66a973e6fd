import type { Signature } from '../signature.ts'

export const aiSdkKeyMissing: Signature = {
  id: 'ai-sdk-key-missing',
  title: 'The AI SDK has no key for this provider',
  provider: 'ai-sdk',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bAPI key is missing\. Pass it using the \W{0,4}apiKey\W{0,4} parameter\b/i },
    { printed: /\bAI_LoadAPIKeyError\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'opencode or another program built on the AI SDK chose a provider for which it has neither a login nor the variable that the message names.',
  why: 'Each provider has a variable of its own; Google’s is GOOGLE_GENERATIVE_AI_API_KEY and not GEMINI_API_KEY.',
  commonCauses: [
    'the variable has another name',
    'a login stored by a plugin that is not loaded',
    'the program was started from another shell',
  ],
  remedy: [
    'Set the variable that stands in the message, and start the program from that shell.',
    'In opencode type "opencode auth login" and choose the provider.',
  ],
  otherwise: 'Choose a provider that is signed in: "opencode auth list".',
  checks: [
    { on: 'any', look: 'opencode auth list', expect: 'The provider is in the list.' },
    { on: 'any', look: 'env | cut -d= -f1 | grep KEY', expect: 'The name from the message, letter by letter.' },
  ],
  worked: 'The next prompt is answered.',
  ignorable: 'No: no request is made.',
  prevent: 'Sign in with the program instead of exporting keys.',
  related: ['opencode-model-missing', 'openai-client-key'],
  seen: [
    {
      text: "Google Generative AI API key is missing. Pass it using the 'apiKey' parameter or the GOOGLE_GENERATIVE_AI_API_KEY environment variable.",
      source: 'https://github.com/jenslys/opencode-gemini-auth/issues/1',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
