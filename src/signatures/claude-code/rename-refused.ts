import type { Signature } from '../signature.ts'

export const claudeCodeRenameRefused: Signature = {
  id: 'claude-code-rename-refused',
  title: 'Windows keeps the file from being saved',
  provider: 'claude-code',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bEPERM: operation not permitted, rename '[^']{0,200}\.claude/i },
    { printed: /\bEPERM: operation not permitted, rename '\.claude/i },
  ],
  area: 'local-runtime',
  meaning: 'The client wrote its state into a new file and could not put it in the place of the old one.',
  why: 'Windows does not replace a file that another program holds open: a second client, antivirus, a sync tool or the search index; what was to be saved, a new login too, is lost.',
  commonCauses: [
    'the extension and the terminal at the same time',
    'antivirus that scans the file',
    'OneDrive or a backup tool on the home directory',
    'a file that is read-only',
  ],
  remedy: [
    'Close other clients and editors that show the file, and send the prompt again.',
    'Leave %USERPROFILE%\\.claude and .claude.json out of antivirus and sync.',
    'Run "attrib -r %USERPROFILE%\\.claude.json" if it is read-only.',
  ],
  otherwise: 'Set CLAUDE_CONFIG_DIR to a directory outside of sync and home.',
  checks: [
    {
      on: 'windows',
      look: 'Resource Monitor, CPU, Associated Handles, search for .claude',
      expect: 'Names the program that holds the file.',
    },
    { on: 'windows', look: 'dir /a %USERPROFILE%\\.claude.json*', expect: 'Many .tmp files: it happens often.' },
    { on: 'wsl', look: 'A symlink from WSL to a file on /mnt/c', expect: 'Put the directory onto the disk of WSL.' },
    { on: 'vscode', look: 'Several windows', expect: 'Each holds a client.' },
  ],
  worked: 'The login is still there after the next start, and no new .tmp file appears.',
  ignorable: 'Yes, when the next attempt saves; no, when a login is asked for again and again.',
  prevent: 'Give the extension and the terminal one version, and keep scanners away from the directory.',
  related: ['claude-code-lock-held', 'claude-code-config-corrupted', 'claude-code-not-logged-in'],
  seen: [
    {
      text: "[DEBUG] Failed to write file atomically: Error: EPERM: operation not permitted, rename '.claude.json.tmp' -> '.claude.json'",
      source: 'https://github.com/anthropics/claude-code/issues/27097',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
