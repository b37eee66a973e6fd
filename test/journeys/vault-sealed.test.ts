/** A key in a real Vault that is sealed while somebody works: what is held goes on, and what cannot go on says why. */
import { expect } from 'bun:test'
import { openGatewayWorld } from '../kit/gateway-world.ts'
import { until } from '../kit/until.ts'
import { needsVault, startVault } from '../kit/vault.ts'
import { vaultSource } from '../kit/vault-source.ts'

const test = needsVault()

test('a sealed Vault stops nobody until the key is refused, and then it is named; unsealed, all goes on', async () => {
  await using vault = await startVault()
  const put = (key: string) => vault.admin('POST', 'secret/data/claude', { data: { key } })
  await put('fake-key-before')
  const { client_token } = await vault.admin('POST', 'auth/token/create', { policies: ['reader'] })
  let wanted = 'fake-key-before'
  await using api = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) =>
      request.headers.get('x-api-key') === wanted
        ? Response.json({ type: 'message', content: [] })
        : Response.json(
            { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } },
            { status: 401 },
          ),
  })
  const source = vaultSource(
    { address: vault.address, path: 'secret/claude', auth: { method: 'token', token: { env: 'T' } } },
    { env: { T: String(client_token) } },
  )
  await using world = await openGatewayWorld({
    source: Object.assign(source, { calls: 0 }),
    upstream: { base: `http://127.0.0.1:${api.port}` },
  })
  const asked = async (): Promise<number> => {
    const answer = await world.ask()
    await answer.text()
    return answer.status
  }
  expect(await asked()).toBe(200)

  await put('fake-key-after')
  await vault.seal()
  expect([await asked(), await asked()]).toEqual([200, 200])

  wanted = 'fake-key-after'
  const refused = await world.ask()
  expect(refused.status).toBe(424)
  const { host } = new URL(vault.address)
  expect(await refused.text()).toContain(
    `The Vault at ${host} is sealed. Ask those who run it to unseal it; until then it gives nothing to anybody.`,
  )

  await vault.unseal()
  await until(async () => (await asked()) === 200)
})
