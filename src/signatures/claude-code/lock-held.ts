import type { Signature } from '../signature.ts'

export const claudeCodeLockHeld: Signature = {
  id: 'claude-code-lock-held',
  title: 'Another process holds the file',
  provider: 'claude-code',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bError: Lock file is already being held\b/ },
    { printed: /\bCould not refresh your login because another Claude Code process\b/i },
    { printed: /\bfailed to refresh OAuth token: another Claude Code process\b/i },
  ],
  area: 'local-runtime',
  meaning: 'Two clients wanted to write the same file or renew the same login, and one of them had to wait too long.',
  why: 'A lock keeps them from destroying the work of each other; a process that crashed or sleeps keeps its lock for a while.',
  commonCauses: [
    'many sessions or subagents at once',
    'a client that hangs or was suspended',
    'a home directory on a network file system',
    'antivirus that holds files',
  ],
  remedy: [
    'Wait a minute and send the prompt again.',
    'End clients that hang: "ps -ef | grep claude", then "kill <pid>".',
  ],
  otherwise: 'When no client runs, remove the lock directories ("ls -d ~/.claude/*.lock ~/.claude.json.lock").',
  checks: [
    { on: 'any', look: 'ps -ef | grep -c "[c]laude"', expect: 'Many: they queue for one file.' },
    { on: 'windows', look: 'Resource Monitor, handles for .claude', expect: 'Names the program that holds it.' },
    { on: 'container', look: 'One home mounted into several containers', expect: 'Their clocks and locks are one.' },
    { on: 'ssh', look: 'A home directory on NFS', expect: 'Locks of dead clients last there.' },
  ],
  worked: 'The message does not come back with the same number of sessions.',
  ignorable: 'Yes, when it comes now and then: the client tries again.',
  prevent: 'Give parallel runs a CLAUDE_CONFIG_DIR each, on a local disk.',
  related: ['claude-code-config-corrupted', 'claude-code-credentials-wiped', 'claude-code-rename-refused'],
  seen: [
    {
      text: 'Error: Lock file is already being held\n    at <anonymous> (/$bunfs/root/claude:82:11838)\n    at X (/$bunfs/root/claude:81:5167)\n    at <anonymous> (node:fs:243:13)\n    at processTicksAndRejections (native:7:39)',
      source: 'https://github.com/anthropics/claude-code/issues/11184',
      on: '2026-11-21',
    },
    {
      text: 'Could not refresh your login because another Claude Code process is refreshing it (or exited mid-refresh) · Try again in a minute; if it keeps happening, close other Claude Code windows or sign in again with /login',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
