import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { minted, mintingSource, openGatewayWorld, question } from '../../test/kit/gateway-world.ts'
import { messages } from './dialects/messages.ts'
import { openGateway } from './gateway.ts'
import { createLocalKeys, openLocalKey } from './local-keys.ts'
import { createPacer } from './pacer.ts'

const ask = (model: string) => JSON.stringify({ ...question, model })

test('many at once with a key that has ended are one call to the source', async () => {
  const source = mintingSource()
  await using world = await openGatewayWorld({ source })
  world.emulator.accept(minted(1))
  world.emulator.accept(minted(2))
  expect((await world.ask()).status).toBe(200)
  world.emulator.wording('expired', 'databricks-invalid-token')
  world.emulator.expire(minted(1))
  const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await world.ask()).status))
  expect([new Set(statuses), source.calls]).toEqual([new Set([200]), 2])
  expect(world.gateway.heldBytes()).toBe(0)
})

test('nobody has to listen', async () => {
  await using world = await openGatewayWorld()
  world.emulator.accept(minted(1))
  const keys = createLocalKeys()
  const key = openLocalKey(keys.issue({ profile: 'work', kind: 'run' }))
  const clock = createFakeClock()
  const upstream = {
    profile: 'work',
    base: world.emulator.url,
    dialect: messages,
    header: 'x-api-key',
    keeper: world.keeper,
    skew: null,
    pacer: createPacer(clock),
    rules: { renewOn: [], denyOn: [] },
    models: null,
    proxy: false,
    tls: null,
  } as const
  const gateway = openGateway({ port: 0, keys, upstreams: new Map([['work', upstream]]), clock })
  const headers = { 'x-api-key': key, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' }
  const response = await fetch(`${gateway.url}/v1/messages`, { method: 'POST', headers, body: ask('claude-sonnet-5') })
  expect(response.status).toBe(200)
  await gateway.close(true)
})
