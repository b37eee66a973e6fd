import type { Signature } from '../signature.ts'

export const keychainLocked: Signature = {
  id: 'keychain-locked',
  title: 'The keychain is locked',
  provider: 'claude-code',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bUser interaction is not allowed\b/ },
    { printed: /\berrSecInteractionNotAllowed\b/ },
    { printed: /\bCould not refresh your login: can't save to the Keychain\b/i },
    { printed: /\bfailed to refresh OAuth token: can't save to the Keychain\b/i },
  ],
  area: 'local-runtime',
  meaning: 'macOS does not let this session use the login keychain, so a stored login can neither be read nor saved.',
  why: 'The keychain opens with the graphical login; SSH sessions, jobs of launchd and sandboxes stand outside it, and it locks again when the Mac sleeps.',
  commonCauses: [
    'a session over SSH',
    'a job that runs without a logged-in user',
    'a Mac that slept',
    'a sandbox around the client',
  ],
  remedy: [
    'Run "security unlock-keychain ~/Library/Keychains/login.keychain-db" in this session.',
    'For machines without a person set CLAUDE_CODE_OAUTH_TOKEN or an API key: then the keychain is not asked.',
  ],
  otherwise: 'Run the client in the graphical session once and sign in there; in a sandbox run it outside.',
  checks: [
    {
      on: 'macos',
      look: 'security show-keychain-info ~/Library/Keychains/login.keychain-db; echo $?',
      expect: '36: locked.',
    },
    { on: 'ssh', look: 'The same in the SSH session', expect: 'Locked there though it is open on the screen.' },
    { on: 'ci', look: 'The kind of session of the runner', expect: 'A LaunchDaemon has no keychain of a user.' },
  ],
  worked: 'The command prints no 36, and a prompt is answered.',
  ignorable: 'No: without it there is no login, or it ends at its time.',
  prevent: 'Use a token from the environment on Macs that are reached by SSH.',
  related: ['keychain-item-missing', 'claude-code-not-logged-in', 'claude-code-session-not-refreshed'],
  seen: [
    {
      text: "Could not refresh your login: can't save to the Keychain · If locked, run security unlock-keychain · In a sandbox, run claude outside it · Otherwise, retry, then /login",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'security: SecKeychainSearchCopyNext: The specified item could not be found in the keychain.',
      source: 'https://github.com/anthropics/claude-code/issues/1552',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
