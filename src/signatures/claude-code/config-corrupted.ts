import type { Signature } from '../signature.ts'

export const claudeCodeConfigCorrupted: Signature = {
  id: 'claude-code-config-corrupted',
  title: 'The state file of the client is broken',
  provider: 'claude-code',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bClaude configuration file at [^\n]{1,160} is corrupted\b/ },
    { printed: /\bConfiguration error in [^\n]{1,160}\.claude\.json\b/ },
  ],
  area: 'local-runtime',
  meaning: 'The file ~/.claude.json is no valid JSON, so the client does not start.',
  why: 'The file is rewritten often; two processes at once, a full disk or a crash leave half of it, and with it go the onboarding state and the account that belongs to the login.',
  commonCauses: [
    'several clients that wrote at the same moment',
    'a full disk',
    'a sync tool or editor that wrote into it',
    'a machine that lost power',
  ],
  remedy: [
    'Copy the newest file from ~/.claude/backups over ~/.claude.json.',
    'If there is none, move the file aside ("mv ~/.claude.json ~/.claude.json.broken"), start the client and sign in.',
  ],
  otherwise: 'Run "jq . ~/.claude.json.broken": it names the line where it breaks, and often only the end is missing.',
  checks: [
    { on: 'any', look: 'ls -lt ~/.claude/backups ~/.claude.json*', expect: 'The newest whole copy.' },
    { on: 'any', look: 'df -h ~', expect: '100 %: make room first.' },
    {
      on: 'windows',
      look: 'dir %USERPROFILE%\\.claude.json*',
      expect: 'OneDrive and antivirus hold the file at times.',
    },
    { on: 'container', look: 'Two containers with one mounted home', expect: 'Give each a file of its own.' },
    { on: 'ci', look: 'Parallel jobs on one home directory', expect: 'Set CLAUDE_CONFIG_DIR for each job.' },
  ],
  worked: 'The client starts, and "jq . ~/.claude.json" prints no error.',
  ignorable: 'No: the client does not start.',
  prevent: 'Give parallel runs a CLAUDE_CONFIG_DIR of their own, and leave the file out of sync tools.',
  related: [
    'claude-code-settings-not-loaded',
    'claude-code-credentials-wiped',
    'claude-code-lock-held',
    'claude-code-not-logged-in',
  ],
  seen: [
    {
      text: "Claude configuration file at /home/dev/.claude.json is corrupted: JSON Parse error: Expected '}'\nThe corrupted file has been backed up to: /home/dev/.claude/backups/.claude.json.corrupted.1795266108147\n\nConfiguration error in /home/dev/.claude.json: JSON Parse error: Expected '}'\nNo backup of this file was found.\nFix the JSON in /home/dev/.claude.json, or move the file aside to start with default settings.",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
