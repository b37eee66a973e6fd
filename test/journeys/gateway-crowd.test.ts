import { expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { crowd } from '../kit/crowd.ts'
import { mintedKey, mintingHelper } from '../kit/helper-script.ts'
import { makeScratch } from '../kit/scratch.ts'
import { serving } from '../kit/serving.ts'

const count = 1_000

test('a thousand requests of the official SDK in flight across an expiry: one call to the source, no failed request', async () => {
  using scratch = makeScratch()
  const helper = mintingHelper(scratch)
  const emulator = await startEmulator()
  emulator.accept(mintedKey(1))
  emulator.accept(mintedKey(2))
  await using gateway = await serving(scratch, {
    source: { type: 'command', command: helper.path },
    upstream: { url: emulator.url },
  })
  const { url, key } = gateway
  expect(await crowd({ url, key, count: 1, streamEvery: 2 })).toEqual({ answered: 1, failures: [] })
  expect(helper.calls()).toBe(1)

  emulator.clearSeen()
  emulator.wording('expired', 'databricks-invalid-token')
  emulator.expire(mintedKey(1))
  // All of them are refused with the dead key before the first of them can be renewed.
  const { promise: allAreThere, resolve } = Promise.withResolvers<void>()
  const interruptions = [{ at: 0, do: 'hold', until: allAreThere }] as const
  emulator.script({ kind: 'genuine', interruptions }, count)
  const asked = crowd({ url, key, count, streamEvery: 4 })
  await emulator.when((seen) => seen.length === count)
  resolve()

  expect(await asked).toEqual({ answered: count, failures: [] })
  expect(helper.calls()).toBe(2)
  expect(emulator.seen).toHaveLength(2 * count)
  const statuses = emulator.seen.map(({ status }) => status)
  expect(statuses.slice(0, count).every((status) => status === 403)).toBe(true)
  expect(statuses.slice(count).every((status) => status === 200)).toBe(true)
  expect(emulator.seen.filter(({ aborted }) => aborted)).toEqual([])

  const events = await gateway.end()
  const told = (type: string) => events.filter((event) => event.type === type).length
  expect([told('replayed'), told('cured'), told('stopped')]).toEqual([count, count, 0])
  await emulator.close()
}, 60_000)
