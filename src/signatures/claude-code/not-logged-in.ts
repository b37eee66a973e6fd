import type { Signature } from '../signature.ts'

export const claudeCodeNotLoggedIn: Signature = {
  id: 'claude-code-not-logged-in',
  title: 'No credential was found',
  provider: 'claude-code',
  cause: 'missing-credential',
  renewable: 'no',
  when: [{ printed: /\bNot logged in ·/i }, { printed: /\bNot logged in\. Run claude auth login\b/i }],
  area: 'account-or-auth',
  meaning: 'The client found nothing to sign in with in this shell, this configuration directory and these settings.',
  why: 'Each place counts alone: a key exported in another terminal, a login of another CLAUDE_CONFIG_DIR and a keychain that is locked are all invisible here; some refusals of a server print the same words.',
  commonCauses: [
    'a key that was set but not exported in this shell',
    'a locked keychain over SSH',
    'a container without ~/.claude and ~/.claude.json',
    'a login that was wiped by a failed renewal',
    'a gateway that refused the key in words the client replaces',
  ],
  remedy: [
    'Run "claude auth status" in the same shell: it shows which credential counts, or none.',
    'Run /login, or export ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN in this very shell and start the client again.',
    'If a base URL is set, ask the gateway with curl whether it accepts the key: its refusal may hide behind these words.',
  ],
  otherwise:
    'Start with "claude --debug" and look for the first line about authentication: it names where the client looked.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -E "ANTHROPIC|CLAUDE_CONFIG_DIR"',
      expect: 'Empty: the variable of the other terminal is not here.',
    },
    { on: 'linux', look: 'ls -l ~/.claude/.credentials.json', expect: 'Missing or empty: there is no login.' },
    {
      on: 'macos',
      look: 'security find-generic-password -s "Claude Code-credentials"',
      expect: 'Exit 44: no login; exit 36: a locked keychain.',
    },
    {
      on: 'windows',
      look: 'dir %USERPROFILE%\\.claude\\.credentials.json',
      expect: 'Missing: there is no login for this user.',
    },
    { on: 'wsl', look: 'ls ~/.claude in WSL', expect: 'The login of Windows does not count in WSL.' },
    {
      on: 'ssh',
      look: 'security unlock-keychain ~/Library/Keychains/login.keychain-db',
      expect: 'Opens the keychain of a Mac for this session.',
    },
    {
      on: 'container',
      look: 'Mounts of ~/.claude and ~/.claude.json',
      expect: 'Both are needed, and for the same user.',
    },
    { on: 'ci', look: 'Whether the secret reaches the step', expect: 'Secrets are empty in runs from forks.' },
    {
      on: 'vscode',
      look: 'The environment VS Code was started with',
      expect: 'A key exported later in a terminal is not seen.',
    },
  ],
  worked: '"claude auth status" ends with 0 and shows the method you meant, and a prompt is answered.',
  ignorable: 'No: nothing is sent without a credential.',
  prevent: 'Put the credential where every shell finds it: the env block of the user settings, or a helper.',
  related: [
    'claude-code-external-key',
    'claude-code-login-expired',
    'keychain-locked',
    'claude-code-credentials-wiped',
    'page-key-not-configured',
  ],
  seen: [
    {
      text: 'Not logged in · Please run /login',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'Not logged in. Run claude auth login to authenticate.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    { text: 'Login expired · Please run /login', source: 'https://code.claude.com/docs/en/errors', on: '2026-11-21' },
  ],
  updatedOn: '2026-11-21',
}
