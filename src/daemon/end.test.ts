import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { makeScratch } from '../../test/kit/scratch.ts'
import { systemClock } from '../clock.ts'
import { endDaemon, whenFree } from './end.ts'
import { takeLock } from './lock.ts'
import { placesOf } from './places.ts'
import { privateDirectory } from './state-directory.ts'

const placeIn = (root: string) => ({ env: { XDG_STATE_HOME: root }, home: root, platform: process.platform })

test('where none is there is nothing to end', async () => {
  using scratch = makeScratch()
  expect(await endDaemon(placeIn(scratch.root), systemClock)).toBeNull()
})

test('it is free when the lock is', async () => {
  using scratch = makeScratch()
  const place = placeIn(scratch.root)
  const { state, lock } = placesOf(place)
  privateDirectory(state, place.platform)
  const held = takeLock(lock)
  const free = whenFree(place, systemClock)
  held?.release()
  await free
  takeLock(lock)?.release()
})

test('one that does not end is told so after ten seconds', async () => {
  using scratch = makeScratch()
  const place = placeIn(scratch.root)
  const { state, lock } = placesOf(place)
  privateDirectory(state, place.platform)
  const held = takeLock(lock)
  const clock = createFakeClock()
  const free = whenFree(place, clock)
  const failed = free.catch((thrown: unknown) => thrown)
  await clock.advance(10_100)
  expect(await failed).toMatchObject({ code: 'already-running' })
  held?.release()
})
