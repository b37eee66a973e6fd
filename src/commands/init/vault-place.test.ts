import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { vaultCandidates } from './vault-place.ts'

const found = (paper: Parameters<typeof paperWorld>[0]) =>
  vaultCandidates(paperWorld(paper)).map(({ title, place, draft, remarks }) => ({ title, place, draft, remarks }))

test('its address, and where a token is, never the token', () => {
  const address = 'https://vault.example:8200'
  const source = { type: 'vault', address }
  expect(found({})).toEqual([])
  expect(found({ env: { VAULT_ADDR: address } })).toEqual([
    {
      title: `Secret in Vault at ${address}`,
      place: 'VAULT_ADDR, and no token yet',
      draft: { source },
      remarks: ['Sign in first: vault login'],
    },
  ])
  expect(found({ env: { VAULT_ADDR: address }, files: { '/home/dev/.vault-token': 'fake-token' } })).toMatchObject([
    { place: 'VAULT_ADDR, token in /home/dev/.vault-token', remarks: [] },
  ])
  const bao = found({
    env: { BAO_ADDR: address, VAULT_ADDR: 'https://x', BAO_TOKEN: 'fake-token', BAO_NAMESPACE: 'team' },
  })
  expect(bao).toMatchObject([
    {
      title: `Secret in OpenBao at ${address}`,
      place: 'BAO_ADDR, token in BAO_TOKEN',
      draft: { source: { ...source, namespace: 'team' } },
      remarks: [expect.stringContaining('BAO_TOKEN is seen by')],
    },
  ])
  expect(JSON.stringify(bao)).not.toContain('fake-token')
})
