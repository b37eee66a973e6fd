import { expect, test } from 'bun:test'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { makeScratch } from '../../test/kit/scratch.ts'
import { systemClock } from '../clock.ts'
import { lookAtDaemon } from './look.ts'
import { placesOf } from './places.ts'
import { privateDirectory } from './state-directory.ts'

const { signal } = new AbortController()

test('none, one that tells, one that breaks off', async () => {
  using scratch = makeScratch()
  const place = { env: { XDG_STATE_HOME: scratch.path('state') }, home: scratch.root, platform: process.platform }
  expect(await lookAtDaemon(place, systemClock, signal)).toEqual({ kind: 'none', status: null, pid: null })
  const { runtime, socket, card } = placesOf(place)
  privateDirectory(runtime, place.platform)
  const daemon = Bun.serve({ unix: socket, fetch: () => Response.json({ pid: 5, warmkey: '0.1.0' }) })
  expect(await lookAtDaemon(place, systemClock, signal)).toMatchObject({ kind: 'told', pid: 5 })
  await daemon.stop(true)
  const broken = createServer((connection) => connection.destroy())
  await new Promise<void>((resolve) => broken.listen(socket, resolve))
  expect(await lookAtDaemon(place, systemClock, signal)).toEqual({ kind: 'silent', status: null, pid: null })
  writeFileSync(card, JSON.stringify({ pid: 77 }))
  expect(await lookAtDaemon(place, systemClock, signal)).toEqual({ kind: 'silent', status: null, pid: 77 })
  await new Promise((resolve) => broken.close(resolve))
})
