import type { Signature } from '../signature.ts'

export const claudeCodeHelperExited: Signature = {
  id: 'claude-code-helper-exited',
  title: 'The key helper ended with an error',
  provider: 'claude-code',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ printed: /\bapiKeyHelper failed: exited (?!12[67]\b)\d/i }],
  area: 'local-runtime',
  meaning: 'The command in apiKeyHelper ended with the number shown; what it wrote on stderr stands behind it.',
  why: 'Any number but 0 counts as a failure, whatever was printed; the text behind it is that of the tool, so look that one up as well.',
  commonCauses: [
    'an ended sign-in of the tool that fetches the key',
    'a vault that is sealed or not reachable',
    'a missing permission to read the secret',
    'set -e and a harmless command that fails',
  ],
  remedy: [
    'Read the words behind the number and do what they say (sign in, unseal, connect the VPN).',
    'Run the command by hand until "echo $?" prints 0.',
    'Send the prompt again: the helper runs anew with it.',
  ],
  otherwise: 'Put "set -x" into the script for one run: the last line on stderr is the command that failed.',
  checks: [
    { on: 'any', look: "sh -c '<command>'; echo $?", expect: 'The same number: it fails outside the client as well.' },
    {
      on: 'any',
      look: 'Whether an old key lives on',
      expect: 'The client goes on with a key it still has, and prints this beside it.',
    },
    { on: 'windows', look: 'cmd /c "<command>" and echo %ERRORLEVEL%', expect: 'The number as the client sees it.' },
    {
      on: 'container',
      look: 'env inside the container',
      expect: 'Variables of your shell that the tool needs are missing.',
    },
    { on: 'ci', look: 'The identity of the job', expect: 'May not read the secret that you may.' },
  ],
  worked: 'The command ends with 0 and the line is not printed any more.',
  ignorable: 'Yes for a moment, when a key that still lives is used; no, as soon as prompts fail.',
  prevent:
    'Let the helper keep its last good key and renew ahead of the end, so that one failure is not yet a failed prompt.',
  related: [
    'claude-code-helper-failing',
    'claude-code-helper-not-found',
    'claude-code-helper-timed-out',
    'aws-session-credentials',
  ],
  seen: [
    {
      text: 'apiKeyHelper failed: exited 1: vault is sealed',
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
    {
      text: 'apiKeyHelper failed: exited 127: /bin/sh: 1: /opt/none/helper.sh: not found',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
