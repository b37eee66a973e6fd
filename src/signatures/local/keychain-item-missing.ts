import type { Signature } from '../signature.ts'

export const keychainItemMissing: Signature = {
  id: 'keychain-item-missing',
  title: 'The keychain has no such entry',
  provider: 'claude-code',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bThe specified item could not be found in the keychain\b/ },
    { printed: /\bSecKeychainSearchCopyNext\b/ },
  ],
  area: 'local-runtime',
  meaning: 'The login keychain was read and holds no entry under the name that was asked for.',
  why: 'The name depends on the configuration directory, and the entry is made by a login only; another user, another directory or another keychain has none.',
  commonCauses: [
    'no login on this Mac',
    'another CLAUDE_CONFIG_DIR, whose entry has a suffix',
    'a tool that reads the entry of the client under an old name',
    'an entry that was removed in Keychain Access',
  ],
  remedy: [
    'Run /login with the same CLAUDE_CONFIG_DIR.',
    'If a third-party tool prints it, tell it the name that "security dump-keychain | grep -i claude" shows, or give it an API key.',
  ],
  otherwise: 'Open Keychain Access, search for Claude, and look in which keychain the entry lies.',
  checks: [
    {
      on: 'macos',
      look: 'security dump-keychain | grep -i "claude code"',
      expect: 'Lists the entries by name; none: there is no login.',
    },
    { on: 'any', look: 'echo $CLAUDE_CONFIG_DIR', expect: 'Set: the name has a suffix.' },
    { on: 'ssh', look: 'security list-keychains', expect: 'The login keychain is missing from the search list.' },
  ],
  worked: 'The entry is found, and a prompt is answered.',
  ignorable: 'Yes, if you use a key or token from the environment: then the line is only a note in a log.',
  prevent: 'Set CLAUDE_CONFIG_DIR in one place, and do not let tools read logins of others.',
  related: ['keychain-locked', 'claude-code-not-logged-in'],
  seen: [
    {
      text: 'security: SecKeychainSearchCopyNext: The specified item could not be found in the keychain.',
      source: 'https://github.com/anthropics/claude-code/issues/1552',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: '[Error: User interaction is not allowed.]',
      source: 'https://github.com/bertrandom/chrome-cookies-secure/issues/51',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
