import { expect, test } from 'bun:test'
import { schema } from './options.ts'
import { signInLine } from './sign-in.ts'

test.each<[string, Record<string, unknown>, Record<string, string>]>([
  ['vault login', {}, { VAULT_ADDR: 'https://v.example' }],
  ['bao login', {}, { BAO_ADDR: 'https://v.example' }],
  ['vault login', { address: 'https://v.example/' }, { VAULT_ADDR: 'https://v.example' }],
  ['vault login -address=https://v.example', { address: 'https://v.example' }, { VAULT_ADDR: 'https://w.example' }],
  [
    "vault login -address=https://v.example -namespace=a/b '-ca-cert=~/ca.pem' -method=oidc -path=sso 'role=my role'",
    {
      address: 'https://v.example',
      namespace: 'a/b',
      caFile: '~/ca.pem',
      auth: { method: 'oidc', mount: 'sso', role: 'my role' },
    },
    {},
  ],
])('%s', (line, options, env) => {
  expect(signInLine(schema.parse({ type: 'vault', path: 'secret/data/x', ...options }), env)).toBe(line)
})
