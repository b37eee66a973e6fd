import type { Signature } from '../signature.ts'

export const invalidBaseUrl: Signature = {
  id: 'invalid-base-url',
  title: 'The base URL is no address',
  provider: 'claude-code',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [{ printed: /\bAPI Error: Invalid URL\b/ }, { printed: /\bERR_INVALID_URL\b/ }],
  area: 'deployment-or-configuration',
  meaning: 'What stands in the base URL cannot be read as an address, so nothing is sent.',
  why: 'An address needs http:// or https:// in front; a bare host name or a template that was never filled in has none.',
  commonCauses: [
    'a host name without https:// in front',
    'a placeholder such as <your-gateway>',
    'a variable that was empty when the address was put together',
    'a blank inside',
  ],
  remedy: [
    'Print it with "printf \'%s\\n\' "$ANTHROPIC_BASE_URL" | cat -A" and write the full address, as in https://gateway.example.com.',
    'Look into the env block of ~/.claude/settings.json and .claude/settings.json: a value there wins over the shell.',
  ],
  otherwise: 'Unset ANTHROPIC_BASE_URL everywhere and see whether the client asks the default host.',
  checks: [
    {
      on: 'any',
      look: 'grep -rn BASE_URL ~/.claude/settings.json .claude/ ~/.bashrc ~/.zshrc',
      expect: 'Names the place the value comes from.',
    },
    { on: 'ci', look: 'The variable in the job', expect: 'An undefined one gives half an address.' },
    {
      on: 'vscode',
      look: 'claudeCode.environmentVariables in the settings',
      expect: 'A value there counts for the extension alone.',
    },
  ],
  worked: 'The next prompt gets an answer of the gateway, even if it is a refusal.',
  ignorable: 'No: nothing is sent.',
  prevent: 'Let a tool that checks the address write it, instead of typing it into several files.',
  related: ['dns-not-found', 'connection-refused', 'claude-code-selected-model'],
  seen: [
    {
      text: 'API Error: Invalid URL',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
