import type { Signature } from '../signature.ts'

export const claudeCodeCustomHeaders: Signature = {
  id: 'claude-code-custom-headers',
  title: 'A custom header cannot be sent',
  provider: 'claude-code',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bInvalid ANTHROPIC_CUSTOM_HEADERS\b/ },
    { printed: /\bInvalid request header from the environment\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'A header in ANTHROPIC_CUSTOM_HEADERS has a name or value that HTTP does not allow, so nothing was sent.',
  why: 'The variable holds one "Name: value" on each line; invisible characters, accents and a missing name make a line unusable.',
  commonCauses: [
    'letters with accents in a value',
    'a zero-width character from a chat',
    'a value that should be one line and has two',
    'JSON where lines are expected',
  ],
  remedy: [
    'Print it with "printf \'%s\\n\' "$ANTHROPIC_CUSTOM_HEADERS" | cat -A" and write one "Name: value" on each line, in plain characters.',
    'Set it to an empty value in the env block of the settings to see whether the rest works.',
  ],
  otherwise: 'Let a gateway add the header instead of the client.',
  checks: [
    {
      on: 'any',
      look: 'The place and character in the message',
      expect: 'Names the header by number, the position and the code point.',
    },
    { on: 'any', look: 'grep -n CUSTOM_HEADERS ~/.claude/settings.json', expect: 'In JSON a new line is written \\n.' },
    {
      on: 'windows',
      look: 'PowerShell: [char[]]$env:ANTHROPIC_CUSTOM_HEADERS',
      expect: 'Shows each character, `r included.',
    },
    {
      on: 'ci',
      look: 'A header from a secret with several lines',
      expect: 'The indentation of YAML is part of the value.',
    },
  ],
  worked: 'The message is gone and the header arrives at the gateway.',
  ignorable: 'No: nothing is sent while it is wrong.',
  prevent: 'Put fixed headers into the gateway, and keep secrets out of this variable: it cannot be renewed.',
  related: ['claude-code-header-characters', 'gateway-key-unknown'],
  seen: [
    {
      text: 'Invalid ANTHROPIC_CUSTOM_HEADERS · Fix the environment variable · Invalid value for distinct header 1 of 1 parsed from ANTHROPIC_CUSTOM_HEADERS: it contains a zero-width character (U+200B) at character 5 (5 characters).',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
