import type { Signature } from '../signature.ts'

export const vaultSealed: Signature = {
  id: 'vault-sealed',
  title: 'The Vault is sealed or down',
  provider: 'vault',
  cause: 'server-error',
  renewable: 'no',
  when: [{ printed: /\b(?:Vault|OpenBao) is sealed\b/ }, { printed: /\bCode: 503\. Errors:/ }],
  area: 'deployment-or-configuration',
  meaning:
    'The server runs and cannot serve: mostly it is sealed, so that it cannot read its own storage; sometimes no node of the cluster is active.',
  why: 'After each start Vault holds no key to its data; people, or a key service, have to give it one.',
  commonCauses: [
    'a restart or a moved pod',
    'a cluster without an active node',
    'a node that did not unseal itself',
    'somebody sealed it on purpose',
  ],
  remedy: [
    'Type "vault status" to see how many keys are missing.',
    'Ask the holders of the keys to run "vault operator unseal" until Sealed says false.',
  ],
  otherwise: 'Point VAULT_ADDR to another node of the cluster.',
  checks: [
    { on: 'any', look: 'vault status', expect: 'Sealed: false.' },
    { on: 'any', look: 'curl -s $VAULT_ADDR/v1/sys/health', expect: '"sealed": false.' },
  ],
  worked: 'The command "vault status" says Sealed false.',
  ignorable: 'No: a new token changes nothing.',
  prevent: 'Use auto-unseal with a key service.',
  related: ['vault-permission-denied', 'vault-token-missing'],
  seen: [
    {
      text: 'Error validating token: Error making API request.\n\nURL: GET http://127.0.0.1:8200/v1/auth/token/lookup-self\nCode: 503. Errors:\n\n* Vault is sealed',
      source: 'https://github.com/hashicorp/vault/issues/2175',
      on: '2026-11-21',
    },
    {
      text: 'hvac.exceptions.VaultDown: Vault is sealed, on get https://vault.corp.example:8200/v1/secret/data/claude',
      source: 'https://github.com/hvac/hvac/blob/main/hvac/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
