import type { Signature } from '../signature.ts'

export const pageKeyNotConfigured: Signature = {
  id: 'page-key-not-configured',
  title: 'No key in this shell, as troubleshooting pages put it',
  provider: 'claude-code',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bAPI key not configured\. Run 'claude login'/i },
    { printed: /\bAPI key not configured\. Run\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'Only troubleshooting pages report this text, not the client; they mean that no key or login was found in this shell.',
  why: 'The current client says "Not logged in" instead; the causes are the same: a key that was set elsewhere, or no login.',
  commonCauses: [
    'ANTHROPIC_API_KEY set without export, or in another terminal',
    'a shell profile that was not read again',
    'no login in this configuration directory',
    'another program that prints these words of its own',
  ],
  remedy: [
    'Run "printenv ANTHROPIC_API_KEY | wc -c": 0 means that it is not exported here; export it and start the client from this shell.',
    'Run "claude auth status", and /login if it shows nothing.',
    'If another program printed the text, look into its own settings for a key.',
  ],
  otherwise: 'Paste what the client itself prints: run "claude -p ping" in the same shell.',
  checks: [
    {
      on: 'any',
      look: 'set | grep ANTHROPIC; env | grep ANTHROPIC',
      expect: 'In the first only: it was set and not exported.',
    },
    { on: 'windows', look: 'echo %ANTHROPIC_API_KEY% in a new window', expect: 'setx counts for new windows only.' },
    { on: 'macos', look: 'The file that your shell reads', expect: 'zsh reads ~/.zshrc, not ~/.bashrc.' },
    { on: 'container', look: 'docker exec <container> env | grep ANTHROPIC', expect: 'Pass it with -e.' },
    { on: 'ci', look: 'The env block of the step', expect: 'Secrets have to be named there.' },
    {
      on: 'vscode',
      look: 'The environment VS Code was started with',
      expect: 'Start it from this shell, or set the variable in its settings.',
    },
  ],
  worked: '"claude -p ping" is answered in the same shell.',
  ignorable: 'No: nothing is sent without a credential.',
  prevent:
    'Keep the credential in one place that every shell reads, and never delete saved logins before you know which one counts.',
  related: ['claude-code-not-logged-in', 'anthropic-sdk-no-credential', 'claude-code-external-key'],
  hearsay: true,
  seen: [
    {
      text: "Error: API key not configured. Run 'claude login' or set ANTHROPIC_API_KEY.",
      source: 'https://aitoolsrank.io/fix/claude-code-api-key-not-configured/',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Not logged in · Please run /login',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
