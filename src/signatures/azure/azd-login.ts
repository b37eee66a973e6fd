import type { Signature } from '../signature.ts'

export const azureAzdLogin: Signature = {
  id: 'azure-azd-login',
  title: 'The azd command wants a new sign-in',
  provider: 'azure',
  cause: 'expired',
  renewable: 'no',
  when: [{ printed: /\breauthentication required, run `azd auth login`/i }],
  area: 'account-or-auth',
  meaning: 'The login of the Azure Developer CLI has ended; that of az is another one.',
  why: 'azd keeps tokens of its own in ~/.azd, and a policy or long disuse ends them.',
  commonCauses: ['long disuse', 'a sign-in frequency of the organization', 'signed in with az only'],
  remedy: ['Type "azd auth login", with --tenant-id TENANT where you are a guest.', 'Repeat the command.'],
  otherwise: 'Let azd use the login of az: azd config set auth.useAzCliAuth true.',
  checks: [
    { on: 'any', look: 'azd auth login --check-status', expect: 'Says whether somebody is signed in.' },
    { on: 'ssh', look: 'azd auth login --use-device-code', expect: 'Signs in with a browser on another machine.' },
  ],
  worked: 'The command "azd auth login --check-status" says that you are signed in.',
  ignorable: 'No: azd stops here.',
  prevent: 'Use one login for both commands.',
  related: ['azure-cli-login', 'azure-refresh-token-inactive', 'azure-default-credential'],
  seen: [
    {
      text: 'Error: reauthentication required, run `azd auth login` to log in',
      source: 'https://github.com/Azure/azure-dev/issues/2675',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
