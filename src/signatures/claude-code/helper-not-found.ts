import type { Signature } from '../signature.ts'

export const claudeCodeHelperNotFound: Signature = {
  id: 'claude-code-helper-not-found',
  title: 'The key helper is not there',
  provider: 'claude-code',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ printed: /\bapiKeyHelper failed: exited 12[67]\b/i }],
  area: 'local-runtime',
  meaning: 'The shell did not find the command in apiKeyHelper (127) or may not run it (126).',
  why: 'The command runs in a plain shell with the PATH of the client, which is often shorter than that of your terminal.',
  commonCauses: [
    'a script that lies elsewhere on this machine',
    'a tool that only the login shell has on its PATH',
    'a script without the x bit',
    'CRLF line ends after #!/bin/sh',
    'a path with a tilde in quotes',
  ],
  remedy: [
    'Write the full path into apiKeyHelper and run "ls -l <path>".',
    'Run "chmod +x <path>", and "sed -i \'s/\\r$//\' <path>" if it was edited on Windows.',
  ],
  otherwise:
    'Put the interpreter in front ("/bin/sh /full/path/helper.sh"): then neither x bit nor first line matters.',
  checks: [
    {
      on: 'any',
      look: "env -i HOME=$HOME PATH=/usr/bin:/bin sh -c '<command>'",
      expect: '127 here: the PATH is what is missing.',
    },
    {
      on: 'any',
      look: 'head -1 <path> | od -c',
      expect: '\\r at the end of the first line: the interpreter is not found.',
    },
    { on: 'windows', look: 'where <command> in cmd', expect: 'Not found: PowerShell profiles do not count here.' },
    { on: 'macos', look: 'xattr -l <path>', expect: 'com.apple.quarantine keeps a downloaded file from running.' },
    { on: 'container', look: 'The command inside the container', expect: 'A path of the host is not there.' },
    { on: 'ci', look: 'The checkout step', expect: 'The script may not be there yet when the client starts.' },
  ],
  worked: 'The command prints the key in a plain shell, and the next prompt is answered.',
  ignorable: 'No: no key is ever obtained.',
  prevent: 'Install the helper by the same tool on every machine, at a fixed path.',
  related: ['claude-code-helper-failing', 'claude-code-helper-exited'],
  seen: [
    {
      text: 'apiKeyHelper failed: exited 127: /bin/sh: 1: /opt/none/helper.sh: not found',
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
