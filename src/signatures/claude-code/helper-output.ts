import type { Signature } from '../signature.ts'

export const claudeCodeHelperOutput: Signature = {
  id: 'claude-code-helper-output',
  title: 'The key helper prints more than the key',
  provider: 'claude-code',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ printed: /\breturned output that cannot be used as an API key\b/i }],
  area: 'local-runtime',
  meaning:
    'Beside the key the helper printed something else: a banner, a second line, colours, or more than 16,384 characters.',
  why: 'Whatever stands on stdout would go out as the key; since version 2.1.227 the client refuses what cannot be one.',
  commonCauses: [
    'a greeting such as "Logged in"',
    'a warning of the tool on stdout',
    'JSON where the bare key is expected',
    'colour codes',
    'a shell profile that prints when it is read',
  ],
  remedy: [
    'Send everything but the key to stderr: "tool login >&2", "tool token 2>/dev/null".',
    'Take the key out of JSON with "jq -r .token" and the last line with "tail -1".',
  ],
  otherwise: 'Put the call into a script that reads the output into a variable, checks its form and prints it alone.',
  checks: [
    { on: 'any', look: '<command> 2>/dev/null | od -c | head', expect: 'Shows every character that the client reads.' },
    { on: 'any', look: 'The place in the message', expect: 'Names the character and how many lines there were.' },
    { on: 'windows', look: 'The first bytes of the output', expect: 'A byte order mark counts as a character.' },
    { on: 'ci', look: 'Tools that print progress when there is no terminal', expect: 'Use their quiet switch.' },
  ],
  worked: 'od shows one line of letters and digits, and the next prompt is answered.',
  ignorable: 'No: the client refuses to send it.',
  prevent: 'Test helpers with "test $(<command> | wc -l) = 1" in CI.',
  related: ['claude-code-helper-failing', 'claude-code-helper-empty', 'ide-output-not-json'],
  seen: [
    {
      text: 'apiKeyHelper failed: returned output that cannot be used as an API key: it contains a line break at character 10 (17 characters on 2 lines). The script must print only the key to stdout.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'apiKeyHelper failed: did not return a value',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
