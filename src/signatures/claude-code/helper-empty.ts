import type { Signature } from '../signature.ts'

export const claudeCodeHelperEmpty: Signature = {
  id: 'claude-code-helper-empty',
  title: 'The key helper prints nothing',
  provider: 'claude-code',
  cause: 'helper-failure',
  renewable: 'no',
  when: [
    { printed: /\bapiKeyHelper failed: did not return\b/i },
    { printed: /\bapiKeyHelper did not return a valid value\b/i },
  ],
  area: 'local-runtime',
  meaning: 'The helper ended well and stdout was empty.',
  why: 'The client reads stdout alone; a key printed to stderr, to the terminal or into a file does not count, and an older client says so in these words for every failure.',
  commonCauses: [
    'a secret of that name is empty or not there',
    'the key goes to stderr',
    'a tool that prints only to a terminal',
    'a pipe whose last command drops everything',
  ],
  remedy: [
    'Run "<command> 2>/dev/null | wc -c": 0 means that nothing reaches stdout.',
    'Let the script end with "printf \'%s\\n\' "$key"" and fail with "exit 1" when the key is empty.',
  ],
  otherwise:
    'Fetch the secret with the tool of the vault by hand: if that is empty too, the secret is what is missing.',
  checks: [
    {
      on: 'any',
      look: '<command> >/tmp/out 2>/tmp/err; wc -c /tmp/out /tmp/err',
      expect: 'All of it in err: the key goes to the wrong place.',
    },
    {
      on: 'windows',
      look: 'cmd /c "<command>" > out.txt',
      expect: 'Write-Host of PowerShell does not reach stdout in all versions.',
    },
    { on: 'ci', look: 'The name of the secret in this environment', expect: 'An unset secret is an empty string.' },
    { on: 'container', look: 'The variables that the script reads', expect: 'Are empty inside.' },
  ],
  worked: 'wc -c prints a number above 20, and the next prompt is answered.',
  ignorable: 'No: there is no key to send.',
  prevent: 'Let the helper check its own result and say on stderr what is missing.',
  related: ['claude-code-helper-failing', 'claude-code-helper-output', 'claude-code-helper-exited'],
  seen: [
    {
      text: 'apiKeyHelper failed: did not return a value',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'Error getting API key from apiKeyHelper (in settings or ~/.claude.json): apiKeyHelper did not return a valid value',
      source: 'https://github.com/anthropics/claude-code/issues/29142',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'apiKeyHelper failed: exited 1: vault is sealed',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
