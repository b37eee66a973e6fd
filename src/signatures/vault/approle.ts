import type { Signature } from '../signature.ts'

export const vaultApprole: Signature = {
  id: 'vault-approle',
  title: 'Vault does not know the role',
  provider: 'vault',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [
    { printed: /\bfailed to find secondary index for role_id\b/i },
    { printed: /\bVaultApiException\b.{1,40}\binvalid role ID\b/i },
    { printed: /"errors" ?: ?\[ ?"invalid role(?: or secret)? ID"/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The role ID or the secret ID of the AppRole login is not one that this mount has.',
  why: 'A role has a name and an ID that look nothing alike; secret IDs end after their TTL or their number of uses.',
  commonCauses: [
    'the name of the role in place of its role_id',
    'a secret ID that has ended or is used up',
    'another mount path or namespace',
    'a role made anew',
  ],
  remedy: [
    'Type "vault read auth/approle/role/NAME/role-id" and use that value.',
    'Type "vault write -f auth/approle/role/NAME/secret-id" for a new secret ID and store it.',
  ],
  otherwise: 'Check the mount with "vault auth list".',
  checks: [
    { on: 'any', look: 'vault auth list', expect: 'approle/ at the path of the source.' },
    { on: 'any', look: 'vault read auth/approle/role/NAME', expect: 'secret_id_ttl and secret_id_num_uses.' },
  ],
  worked: 'The command "vault write auth/approle/login role_id=… secret_id=…" returns a token.',
  ignorable: 'No: no token is issued.',
  prevent: 'Give secret IDs a life longer than the time between two renewals.',
  related: ['vault-permission-denied', 'vault-token-missing'],
  seen: [
    {
      text: 'Error making API request. URL: PUT https://vault.int.example.com:8200/v1/auth/approle/login Code: 400. Errors: * failed to validate SecretID: failed to find secondary index for role_id "goldfish"',
      source: 'https://github.com/Caiyeon/goldfish/issues/197',
      on: '2026-11-21',
    },
    {
      text: 'VaultSharp.Core.VaultApiException : {"errors":["invalid role ID"]}',
      source: 'https://github.com/rajanadar/VaultSharp/issues/115',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
