import { expect, test } from 'bun:test'
import { makeScratch } from '../../test/kit/scratch.ts'
import { systemClock } from '../clock.ts'
import { type ControlHandlers, openControl } from './control.ts'
import type { StartedBy, Status } from './control-protocol.ts'
import { takeLock } from './lock.ts'
import { takePlace } from './one-of-us.ts'
import { placesOf } from './places.ts'

const unused = (): never => {
  throw new Error('not part of this test')
}

/** A user whose place is taken by a daemon that was started so. */
function taken(startedBy: StartedBy) {
  const scratch = makeScratch()
  const place = { env: { XDG_STATE_HOME: scratch.root }, home: scratch.root, platform: process.platform }
  const places = placesOf(place)
  const stopped = Promise.withResolvers<void>()
  const handlers: ControlHandlers = {
    status: () => ({ pid: 77, startedBy, url: 'http://127.0.0.1:9276' }) as Status,
    stop: () => {
      stopped.resolve()
      return { pid: 77, running: 0 }
    },
    statusline: unused,
    tokenFor: unused,
    invalidate: unused,
    credential: unused,
    failures: () => ({ failures: [] }),
    failed: () => {},
    reload: unused,
    attach: unused,
  }
  const control = openControl({ places, platform: process.platform, handlers })
  return { scratch, place, places, control, stopped: stopped.promise }
}

test('a free place is taken, once', async () => {
  using scratch = makeScratch()
  const place = { env: { XDG_STATE_HOME: scratch.root }, home: scratch.root, platform: process.platform }
  const lock = await takePlace({ place, startedBy: 'up', clock: systemClock })
  expect(takeLock(placesOf(place).lock)).toBeNull()
  lock.release()
})

test.each<[StartedBy, StartedBy]>([
  ['up', 'person'],
  ['service', 'up'],
  ['person', 'run'],
  ['run', 'run'],
])('one that was started by %s does not give way to one by %s, and is named', async (held, wanting) => {
  const { scratch, place, places, control } = taken(held)
  using _ = scratch
  const lock = takeLock(places.lock)
  await expect(takePlace({ place, startedBy: wanting, clock: systemClock })).rejects.toMatchObject({
    code: 'already-running',
    message: 'warmkey runs already for this user (process 77, http://127.0.0.1:9276).',
  })
  lock?.release()
  await control.close(true)
})

test('one that a run has started makes room for one that is to last', async () => {
  const { scratch, place, places, control, stopped } = taken('run')
  using _ = scratch
  const lock = takeLock(places.lock)
  void stopped.then(async () => {
    await control.close(true)
    lock?.release()
  })
  const mine = await takePlace({ place, startedBy: 'up', clock: systemClock })
  mine.release()
})
