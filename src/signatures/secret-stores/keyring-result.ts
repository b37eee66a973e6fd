import type { Signature } from '../signature.ts'

export const keyringNoResult: Signature = {
  id: 'keyring-no-result',
  title: 'The keyring is there and has no collection',
  provider: 'keyring',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ printed: /\bSecret Service: no result found\b/i }],
  area: 'local-runtime',
  meaning: 'The keyring service answers, and it has no default keyring in which a secret could be kept.',
  why: 'A keyring that was never created, or whose default was deleted, gives an empty answer instead of asking for a password.',
  commonCauses: ['a first login without a keyring', 'a deleted default keyring', 'automatic login without a password'],
  remedy: [
    'Open "Passwords and Keys" (seahorse), make a keyring called Login, and set it as the default.',
    'Sign out and in, then repeat the command.',
  ],
  otherwise: 'Give the secret in a variable instead; goose: "export GOOSE_DISABLE_KEYRING=1".',
  checks: [
    { on: 'linux', look: 'ls ~/.local/share/keyrings', expect: 'login.keyring and a file default.' },
    { on: 'linux', look: 'secret-tool store --label=test a b', expect: 'Asks for the secret and stores it.' },
  ],
  worked: 'The command "secret-tool lookup a b" prints what was stored.',
  ignorable: 'No: the secret is not kept.',
  prevent: 'Sign in with a password, so that the keyring is made and unlocked.',
  related: ['keyring-no-service'],
  seen: [
    {
      text: "Error: Failed to access keyring: Couldn't access platform secure storage: Secret Service: no result found",
      source: 'https://github.com/aaif-goose/goose/issues/5790',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
