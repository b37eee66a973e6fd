import { expect, test } from 'bun:test'
import { createServer } from 'node:net'
import { makeScratch, type Scratch } from '../../test/kit/scratch.ts'
import { systemClock } from '../clock.ts'
import type { FailedExchange } from './control-protocol.ts'
import { keepFailure } from './kept-failures.ts'
import { placesOf } from './places.ts'
import { rememberedFailures } from './remembered.ts'
import { privateDirectory } from './state-directory.ts'

const failed = (exchange: string, atMs: number): FailedExchange => ({
  ...{ exchange, atMs, profile: 'run', client: 'c', method: 'POST', path: '/v1/messages', status: 403 },
  ...{ upstreamStatus: 403, card: null, why: null, stopped: null, codes: [], messages: [] },
})
const placeIn = (scratch: Scratch) => ({
  env: { XDG_STATE_HOME: scratch.path('state') },
  home: scratch.root,
  platform: process.platform,
})
const signal = new AbortController().signal

test('without a daemon, what runs have written down', async () => {
  using scratch = makeScratch()
  const place = placeIn(scratch)
  expect(await rememberedFailures(place, systemClock, signal)).toEqual({ failures: [], daemon: 'none' })
  keepFailure(place, failed('e1', 1))
  expect(await rememberedFailures(place, systemClock, signal)).toMatchObject({
    failures: [{ exchange: 'e1' }],
    daemon: 'none',
  })
})

test('with one, both, each once, the newest first', async () => {
  using scratch = makeScratch()
  const place = placeIn(scratch)
  keepFailure(place, failed('both', 2))
  keepFailure(place, failed('written', 3))
  privateDirectory(placesOf(place).runtime, place.platform)
  const failures = [failed('told', 4), failed('both', 2)]
  const daemon = Bun.serve({ unix: placesOf(place).socket, fetch: () => Response.json({ failures }) })
  const { failures: all, daemon: how } = await rememberedFailures(place, systemClock, signal)
  expect([all.map(({ exchange }) => exchange), how]).toEqual([['told', 'written', 'both'], 'told'])
  await daemon.stop(true)
})

test('one that breaks off is not taken for one that has nothing to tell', async () => {
  using scratch = makeScratch()
  const place = placeIn(scratch)
  privateDirectory(placesOf(place).runtime, place.platform)
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(placesOf(place).socket, resolve))
  expect(await rememberedFailures(place, systemClock, signal)).toEqual({ failures: [], daemon: 'silent' })
  await new Promise((resolve) => server.close(resolve))
})
