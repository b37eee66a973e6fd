import type { Signature } from '../signature.ts'

export const claudeCodeHelperTimedOut: Signature = {
  id: 'claude-code-helper-timed-out',
  title: 'The key helper never came back',
  provider: 'claude-code',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ printed: /\bapiKeyHelper failed: timed out\b/i }, { printed: /\bapiKeyHelper failed: timed\b/i }],
  area: 'local-runtime',
  meaning: 'The command in apiKeyHelper did not end; the current client ends it after ten minutes.',
  why: 'A helper that waits for a person, a browser or a vault that does not answer holds every prompt; past ten seconds the prompt bar counts the time.',
  commonCauses: [
    'a question on a terminal that is not there',
    'a browser sign-in nobody sees',
    'a vault behind a VPN that is not connected',
    'a lock that a crashed run left behind',
  ],
  remedy: [
    'Run the command by hand with "time <command> </dev/null": what it asks for then shows.',
    'Give it an end of its own ("timeout 8 <command>") and a message on stderr.',
    'Sign in ahead, so that the helper only reads.',
  ],
  otherwise: 'Replace it for now by "cat <file with the key>" to see whether everything else works.',
  checks: [
    { on: 'any', look: 'time <command> </dev/null', expect: 'More than ten seconds: too slow for a helper.' },
    {
      on: 'linux',
      look: 'ps -o etime,args --ppid <pid of claude>',
      expect: 'Shows the helper and since when it runs.',
    },
    { on: 'macos', look: 'A dialog of the keychain behind other windows', expect: 'Waits for you.' },
    { on: 'ssh', look: 'Whether it opens a browser', expect: 'There is none.' },
    {
      on: 'container',
      look: 'Whether the vault is reachable from inside',
      expect: 'A dropped packet is waited for minutes.',
    },
    { on: 'ci', look: 'Whether it reads from the terminal', expect: 'It waits for ever without one.' },
  ],
  worked: '"time <command>" prints less than a second, and prompts begin at once.',
  ignorable: 'No: each prompt waits for it, and in the end fails.',
  prevent: 'Let the helper answer from a cache in milliseconds while something else renews the key.',
  related: ['claude-code-helper-failing', 'claude-code-helper-exited', 'claude-code-helper-empty'],
  seen: [
    {
      text: 'apiKeyHelper failed: timed out',
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
