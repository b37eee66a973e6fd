import type { Signature } from '../signature.ts'

export const claudeCodeHelperFailing: Signature = {
  id: 'claude-code-helper-failing',
  title: 'The key helper fails',
  provider: 'claude-code',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ printed: /\bYour apiKeyHelper script is failing\b/i }],
  area: 'local-runtime',
  meaning: 'The command in apiKeyHelper gave no usable key in three runs, so the client stopped.',
  why: 'The helper must end with 0 and print the key alone; mostly the sign-in behind it (vault, SSO, cloud) has ended and its tool prints an error instead.',
  commonCauses: [
    'an ended sign-in at the vault or identity provider',
    'a command that is not on the PATH of the client',
    'a banner or log line on stdout',
    'a helper that asks a question or wants a browser',
  ],
  remedy: [
    'Run the command of apiKeyHelper by hand in a plain shell ("env -i HOME=$HOME PATH=/usr/bin:/bin sh -c \'<command>\'") and read its stderr.',
    'Sign in again where it fetches the key, then send the prompt again.',
    'Open /status: it shows the last error of the script.',
  ],
  otherwise:
    'Set the key once by ANTHROPIC_AUTH_TOKEN and an empty apiKeyHelper, to work on while you mend the script.',
  checks: [
    {
      on: 'any',
      look: '<command>; echo "exit $?"',
      expect: 'One line with the key and exit 0; anything else is the reason.',
    },
    { on: 'any', look: '<command> 2>/dev/null | od -c | head -3', expect: 'Nothing but the key may be on stdout.' },
    {
      on: 'macos',
      look: 'launchctl getenv PATH',
      expect: 'A client started from the dock does not have the PATH of your shell.',
    },
    { on: 'windows', look: 'cmd /c "<command>"', expect: 'The helper runs in cmd, not in PowerShell or Git Bash.' },
    { on: 'container', look: 'Whether the tool of the helper is in the image', expect: 'exit 127: it is not.' },
    { on: 'ssh', look: 'Whether it wants a browser', expect: 'Use a sign-in by code on machines without one.' },
    { on: 'ci', look: 'Whether it asks for input', expect: 'There is no terminal: it waits until it is ended.' },
    {
      on: 'vscode',
      look: 'The PATH VS Code was started with',
      expect: 'Write the full path of the command into the setting.',
    },
  ],
  worked: 'The command prints one line and ends with 0, and the next prompt is answered.',
  ignorable: 'No: /login does not help either, because the helper goes first.',
  prevent:
    'Let the helper ask something that keeps the key warm and answers in milliseconds, with its own sign-in watched.',
  related: [
    'claude-code-helper-exited',
    'claude-code-helper-not-found',
    'claude-code-helper-empty',
    'claude-code-helper-output',
    'claude-code-helper-timed-out',
    'claude-code-external-key',
  ],
  seen: [
    {
      text: "Your apiKeyHelper script is failing · This usually means you need to re-authenticate with your provider · Run /status to see the script's error output",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
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
