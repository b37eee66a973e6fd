import type { Signature } from '../signature.ts'

export const ideOutputNotJson: Signature = {
  id: 'ide-output-not-json',
  title: 'A command printed into the protocol of the editor',
  provider: 'claude-code',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ printed: /\bUnexpected token '?A'?, "Attempting\b/ }],
  area: 'local-runtime',
  meaning: 'A refresh command wrote a line for people where the editor reads JSON.',
  why: 'Inside an editor the client speaks JSON over stdout, and what "aws sso login" or a script prints lands in between; Attempting is the first word of the sign-in of AWS.',
  commonCauses: [
    'awsAuthRefresh that prints to stdout in an old version',
    'a shell profile that echoes',
    'a wrapper script around the client',
  ],
  remedy: ['Send the output of the command to stderr: "aws sso login >&2".', 'Update the extension and the client.'],
  otherwise: 'Sign in in a terminal before the editor starts, and remove awsAuthRefresh from its settings.',
  checks: [
    { on: 'vscode', look: 'The output channel of the extension', expect: 'Shows the line that is no JSON.' },
    { on: 'any', look: '<command> 2>/dev/null', expect: 'Whatever this prints is what breaks the protocol.' },
    { on: 'windows', look: 'cmd /c "<command>"', expect: 'Prints through another shell than your own.' },
  ],
  worked: 'The extension starts, and the sign-in still runs.',
  ignorable: 'No: the session in the editor ends with it.',
  prevent: 'Let helpers be silent on stdout by rule.',
  related: ['claude-code-helper-output', 'claude-code-aws-refresh-failed', 'aws-sso-session'],
  seen: [
    {
      text: 'SyntaxError: Unexpected token \'A\', "Attempting"... is not valid JSON',
      source: 'https://github.com/anthropics/claude-code/issues/8447',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
