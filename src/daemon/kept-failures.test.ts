import { expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { makeScratch } from '../../test/kit/scratch.ts'
import type { FailedExchange } from './control-protocol.ts'
import { keepFailure, readKeptFailures } from './kept-failures.ts'

const failed = (exchange: string): FailedExchange => ({
  ...{ exchange, atMs: 1, profile: 'run', client: 'c', method: 'POST', path: '/v1/messages', status: 403 },
  ...{ upstreamStatus: 403, card: null, why: null, stopped: null, codes: [], messages: [] },
})

test('the newest twenty, for their owner alone', () => {
  using scratch = makeScratch()
  const place = { env: { XDG_STATE_HOME: scratch.path('state') }, home: scratch.root, platform: 'linux' }
  expect(readKeptFailures(place)).toEqual([])
  for (let n = 1; n <= 22; n++) keepFailure(place, failed(`e${n}`))
  const all = readKeptFailures(place)
  expect([all.length, all[0], all.at(-1)?.exchange]).toEqual([20, failed('e22'), 'e3'])
  expect(statSync(scratch.path('state/warmkey/failures.json')).mode & 0o777).toBe(0o600)
})

test('a file that is broken, and a place where nothing can be written, break nothing', () => {
  using scratch = makeScratch()
  scratch.write('state/warmkey/failures.json', '[{"exchange":')
  const place = { env: { XDG_STATE_HOME: scratch.path('state') }, home: scratch.root, platform: 'linux' }
  expect(readKeptFailures(place)).toEqual([])
  keepFailure(place, failed('e1'))
  expect(readKeptFailures(place)).toHaveLength(1)
  scratch.write('file', '')
  const nowhere = { ...place, env: { XDG_STATE_HOME: scratch.path('file') } }
  keepFailure(nowhere, failed('e1'))
  expect(readKeptFailures(nowhere)).toEqual([])
})
