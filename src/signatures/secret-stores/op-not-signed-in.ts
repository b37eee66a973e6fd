import type { Signature } from '../signature.ts'

export const opNotSignedIn: Signature = {
  id: 'op-not-signed-in',
  title: 'The 1Password command is not signed in',
  provider: '1password',
  cause: 'helper-failure',
  renewable: 'no',
  when: [
    { printed: /^(?:\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d )?account is not signed in$/ },
    { printed: /\[ERROR\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d account is not signed in\b/ },
    { printed: /\bcould not find session token for account\b/i },
  ],
  area: 'local-runtime',
  meaning: 'The command op has no open session in this terminal, so a helper that reads a secret from it gets nothing.',
  why: 'A session opened by hand belongs to one terminal and ends after thirty minutes without use, one through the app after ten; a helper in the background cannot open the next.',
  commonCauses: [
    'minutes without use',
    'signed in in another terminal',
    'the app is locked',
    'a service or job without the app',
  ],
  remedy: [
    'Unlock the 1Password app and switch on "Integrate with 1Password CLI" under Settings, Developer.',
    'Without the app type eval $(op signin) in the terminal that starts the tool.',
  ],
  otherwise: 'Use a service account: export OP_SERVICE_ACCOUNT_TOKEN=….',
  checks: [
    { on: 'any', look: 'op whoami', expect: 'Your account, or the same sentence.' },
    {
      on: 'ssh',
      look: 'op whoami on the remote machine',
      expect: 'The app of your own machine is not reachable there: use a service account.',
    },
    { on: 'ci', look: 'OP_SERVICE_ACCOUNT_TOKEN', expect: 'Set for this step.' },
    { on: 'wsl', look: 'op.exe whoami', expect: 'Uses the app of Windows.' },
  ],
  worked: 'The command "op read op://VAULT/ITEM/FIELD" prints the secret.',
  ignorable: 'No: the helper prints nothing.',
  prevent: 'Use a service account for what runs without you.',
  related: ['claude-code-helper-failing', 'keyring-no-service'],
  seen: [
    {
      text: '[ERROR] 2026/04/28 12:50:09 account is not signed in',
      source: 'https://github.com/cachix/secretspec/issues/80',
      on: '2026-11-21',
    },
    {
      text: '[ERROR] 2022/06/29 08:17:29 could not find session token for account <myacount>',
      source: 'https://github.com/1Password/op-vscode/issues/32',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
