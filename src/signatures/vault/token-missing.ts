import type { Signature } from '../signature.ts'

export const vaultTokenMissing: Signature = {
  id: 'vault-token-missing',
  title: 'No Vault token was sent',
  provider: 'vault',
  cause: 'missing-credential',
  renewable: 'no',
  when: [{ printed: /\bmissing client token\b/i }],
  area: 'account-or-auth',
  meaning: 'The request reached Vault without X-Vault-Token.',
  why: 'The command takes VAULT_TOKEN, else ~/.vault-token of this user; a login call to a wrong path or without its namespace also gets here.',
  commonCauses: [
    'not signed in as this user',
    'sudo or a container with another home',
    'a wrong mount path or namespace of the login',
    'v1 doubled in the address',
  ],
  remedy: [
    'Type "vault login" with the method you use.',
    'If it is a login that fails, check its mount path and VAULT_NAMESPACE.',
  ],
  otherwise: 'Set VAULT_TOKEN for this one command and try again.',
  checks: [
    { on: 'any', look: 'vault token lookup', expect: 'A token, or the same sentence.' },
    { on: 'any', look: 'ls -l ~/.vault-token', expect: 'There, and of this user.' },
    { on: 'any', look: 'echo $VAULT_ADDR', expect: 'Without /v1 at its end.' },
    { on: 'container', look: 'The environment of the container', expect: 'VAULT_TOKEN or an agent is passed.' },
  ],
  worked: 'The command "vault token lookup" prints the token’s data.',
  ignorable: 'No: nothing can be read.',
  prevent: 'Let an agent or the source sign in instead of a file in your home.',
  related: ['vault-permission-denied', 'vault-approle'],
  seen: [
    {
      text: 'VaultSharp.Core.VaultApiException: {"errors":["missing client token"]}',
      source: 'https://github.com/rajanadar/VaultSharp/issues/88',
      on: '2026-11-21',
    },
    {
      text: 'hvac.exceptions.InvalidRequest: missing client token, on get https://vault.corp.example:8200/v1/secret/data/claude',
      source: 'https://github.com/hvac/hvac/blob/main/hvac/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
