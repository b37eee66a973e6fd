import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type ConnectBench, makeConnectBench } from '../../../test/kit/connect-bench.ts'
import { systemClock } from '../../clock.ts'
import { daemonReady } from './daemon-ready.ts'

let bench: ConnectBench
beforeAll(async () => {
  bench = await makeConnectBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

test('a daemon is started when there is none, and taken when there is one', async () => {
  const place = { env: bench.env, home: bench.env.HOME ?? '', platform: process.platform }
  const wanted = { profile: 'work', gatewayUrl: bench.gatewayUrl }
  const first = await daemonReady(place, systemClock, wanted)
  expect([first.started, first.status.url]).toEqual([true, bench.gatewayUrl])
  const second = await daemonReady(place, systemClock, wanted)
  expect([second.started, second.status.pid]).toEqual([false, first.status.pid])

  const refused = (more: object) => daemonReady(place, systemClock, { ...wanted, ...more })
  await expect(refused({ profile: 'other' })).rejects.toMatchObject({
    code: 'profile-unknown',
    sentence: 'The daemon does not serve the profile "other". Start it anew: warmkey down, then connect again.',
  })
  await expect(refused({ gatewayUrl: 'http://127.0.0.1:1' })).rejects.toMatchObject({
    code: 'port-in-use',
    message: `The daemon listens on ${bench.gatewayUrl}, and the configuration says http://127.0.0.1:1.`,
  })
  expect((await refused({ gatewayUrl: null })).started).toBe(false)
})
