import type { Signature } from '../signature.ts'

export const geminiCliAuthMethod: Signature = {
  id: 'gemini-cli-auth-method',
  title: 'Gemini CLI has no way to sign in',
  provider: 'google',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bPlease set an Auth method in your\b/i },
    { printed: /\bGEMINI_API_KEY, GOOGLE_GENAI_USE_VERTEXAI, GOOGLE_GENAI_USE_GCA\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'Gemini CLI runs without a person, and no method of signing in is chosen.',
  why: 'With -p or in a job it cannot ask, so it wants the choice in its settings or in a variable.',
  commonCauses: [
    'the first run in a container or job',
    'an .env file that is not read in this directory',
    'a HOME without ~/.gemini',
  ],
  remedy: [
    'Type "export GEMINI_API_KEY=…", or "export GOOGLE_GENAI_USE_VERTEXAI=true" with GOOGLE_CLOUD_PROJECT and GOOGLE_CLOUD_LOCATION.',
    'Run the command again.',
  ],
  otherwise: 'Start "gemini" once in a terminal and choose a method there.',
  checks: [
    { on: 'any', look: 'cat ~/.gemini/settings.json', expect: 'security.auth.selectedType is set.' },
    {
      on: 'any',
      look: 'env | grep "^GEMINI_\\|^GOOGLE_" | cut -d= -f1',
      expect: 'One of the three variables is there.',
    },
    { on: 'ci', look: 'The secrets of the job', expect: 'A secret that is not defined arrives empty.' },
  ],
  worked: 'The command "gemini -p ping" answers.',
  ignorable: 'No: nothing is sent.',
  prevent: 'Set the variable in the image or the job.',
  related: ['gemini-cli-project', 'google-api-key-invalid'],
  seen: [
    {
      text: 'Please set an Auth method in your /home/dev/.gemini/settings.json or specify one of the following environment variables before running: GEMINI_API_KEY, GOOGLE_GENAI_USE_VERTEXAI, GOOGLE_GENAI_USE_GCA',
      source: 'https://www.npmjs.com/package/@google/gemini-cli/v/0.61.0',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
