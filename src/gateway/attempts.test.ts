import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { minted, mintingSource, openGatewayWorld } from '../../test/kit/gateway-world.ts'

test('a renewal that brings another kind of credential replaces the header as well', async () => {
  const source = mintingSource()
  const obtain = source.obtain
  source.obtain = async (signal) => ({ ...(await obtain(signal)), kind: source.calls === 1 ? 'bearer' : 'api-key' })
  await using world = await openGatewayWorld({ source, upstream: { header: 'both' } })
  world.emulator.accept(minted(1))
  world.emulator.accept(minted(2))
  world.emulator.script({ kind: 'genuine' })
  expect((await world.ask()).status).toBe(200)
  world.emulator.script({ kind: 'wording', id: 'databricks-invalid-token' })
  expect((await world.ask()).status).toBe(200)
  expect(world.emulator.seen.map(({ credentials }) => credentials.map(({ header }) => header))).toEqual([
    ['authorization'],
    ['authorization'],
    ['x-api-key'],
  ])
})

test('the clock of the upstream is learned from good answers alone', async () => {
  const dates: (string | null)[] = []
  const skew = { skewMs: 0, observe: (date: string | null) => void dates.push(date) }
  const clock = createFakeClock(Date.UTC(2026, 5, 1))
  await using world = await openGatewayWorld({ clock, upstream: { skew } })
  world.emulator.accept(minted(1))
  world.emulator.script({ kind: 'wording', id: 'anthropic-no-permission' })
  world.emulator.script({ kind: 'error', status: 500, type: 'api_error', message: 'no' })
  for (let each = 0; each < 3; each++) await (await world.ask()).text()
  expect(dates).toEqual(['Mon, 01 Jun 2026 00:00:00 GMT'])
})
