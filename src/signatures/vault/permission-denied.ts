import type { Signature } from '../signature.ts'

/** Vault says the same words for an ended token and for a missing policy: hence unsure. */
export const vaultPermissionDenied: Signature = {
  id: 'vault-permission-denied',
  title: 'Vault refuses: token or policy',
  provider: 'vault',
  cause: 'expired',
  renewable: 'unsure',
  when: [
    { printed: /^(?:\* )?permission denied\.?$/i, provider: ['vault'], providerKnown: true },
    { printed: /\bCode: 403\. Errors:/ },
    { printed: /\bhvac\.exceptions\.Forbidden\b/ },
    { printed: /\bpermission denied, on (?:get|post|put|list|delete) https?:/ },
    { printed: /"errors" ?: ?\[ ?"(?:1 error occurred:\\n\\t\* )?permission denied/, provider: ['vault'] },
    { printed: /\b1 error occurred:\W{1,12}permission denied\b/i, provider: ['vault'] },
  ],
  area: 'account-or-auth',
  meaning:
    'Vault answers an expired token, a withdrawn one, and a policy that does not cover the path with the same words.',
  why: 'It does not tell strangers which tokens exist; only looking the token up shows which of the two it is.',
  commonCauses: [
    'a token past its TTL',
    'a policy without this path',
    'the data/ of a KV 2 path left out or doubled',
    'another namespace',
    'an old ~/.vault-token',
  ],
  remedy: [
    'Type "vault token lookup": if it is refused too, the token has ended; sign in with "vault login".',
    'If it works, type "vault token capabilities PATH": deny means that a policy is missing.',
  ],
  otherwise: 'Set VAULT_NAMESPACE, and write secret/data/NAME for a KV 2 engine when you call the API.',
  checks: [
    { on: 'any', look: 'vault token lookup', expect: 'expire_time and policies, or the same refusal.' },
    { on: 'any', look: 'vault token capabilities secret/data/NAME', expect: 'read.' },
    { on: 'any', look: 'env | grep ^VAULT_ | cut -d= -f1', expect: 'VAULT_TOKEN beats ~/.vault-token.' },
    {
      on: 'container',
      look: 'The mounted service account',
      expect: 'Its role is bound to this namespace and account.',
    },
  ],
  worked: 'The command "vault kv get PATH" prints the secret.',
  ignorable: 'No: the secret stays closed.',
  prevent: 'Let the source sign in by itself (AppRole, Kubernetes, OIDC) and renew its token.',
  related: ['vault-token-missing', 'vault-approle', 'vault-sealed', 'databricks-invalid-token'],
  seen: [
    {
      text: 'Error reading secret/production/databases/pg-01: Error making API request.\n\nURL: GET http://127.0.0.1:8200/v1/secret/production/databases/pg-01\nCode: 403. Errors:\n\n* permission denied',
      source: 'https://github.com/hashicorp/vault/issues/3058',
      on: '2026-11-21',
    },
    {
      text: 'Error making API request.\n\nURL: GET https://vault.com:8200/v1/kv/metadata?list=true\nCode: 403. Errors:\n\n* 1 error occurred:\n        * permission denied',
      source: 'https://github.com/FalcoSuessgott/vkv/issues/49',
      on: '2026-11-21',
    },
    {
      text: 'hvac.exceptions.Forbidden: permission denied, on get https://vault.corp.example:8200/v1/secret/data/claude',
      source: 'https://github.com/hvac/hvac/blob/main/hvac/exceptions.py',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'git@github.com: Permission denied (publickey).',
      source: 'https://docs.github.com/en/authentication/troubleshooting-ssh/error-permission-denied-publickey',
      on: '2026-11-21',
    },
    {
      text: 'Error making API request.\n\nURL: GET http://127.0.0.1:8200/v1/auth/token/lookup-self\nCode: 503. Errors:\n\n* Vault is sealed',
      source: 'https://github.com/hashicorp/vault/issues/2175',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
