import type { Signature } from '../signature.ts'

export const claudeCodeDiskFull: Signature = {
  id: 'claude-code-disk-full',
  title: 'No room to save the login',
  provider: 'claude-code',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bCould not refresh your login: the disk\b/i },
    { printed: /\bFailed to refresh OAuth token: the disk\b/i },
  ],
  area: 'local-runtime',
  meaning:
    'The disk with the configuration directory, or your quota on it, is full, so a renewed login could not be saved.',
  why: 'A renewal uses up the old refresh token; a client that cannot save the new one would lose the login, and so it does not renew.',
  commonCauses: ['a full disk', 'a quota on a shared home directory', 'large transcripts in ~/.claude/projects'],
  remedy: [
    'Run "df -h ~" and "du -sh ~/.claude/*", and delete what you do not need.',
    'Send the prompt again; a new sign-in is not needed.',
  ],
  otherwise: 'Move the directory to another disk and set CLAUDE_CONFIG_DIR.',
  checks: [
    { on: 'linux', look: 'df -h ~; df -i ~; quota', expect: '100 % of room, of inodes, or of the quota.' },
    { on: 'macos', look: 'System Settings, Storage', expect: 'Purgeable room counts only after a while.' },
    { on: 'container', look: 'docker system df', expect: 'The disk of the virtual machine is full.' },
    { on: 'wsl', look: 'df -h /', expect: 'The virtual disk of WSL is full.' },
  ],
  worked: 'The message is gone, and the login is renewed by itself.',
  ignorable: 'No: the login ends at its time when it cannot be renewed.',
  prevent: 'Let old transcripts be removed (cleanupPeriodDays in the settings).',
  related: ['claude-code-config-corrupted', 'claude-code-session-not-refreshed'],
  seen: [
    {
      text: "Could not refresh your login: the disk that holds the Claude Code config directory (~/.claude by default), or your disk quota on it, is full · Delete files you no longer need on that disk, then try again · Signing in again won't help",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
