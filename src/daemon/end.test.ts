import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { hurriedClock } from '../../test/kit/hurried-clock.ts'
import { makeScratch } from '../../test/kit/scratch.ts'
import { systemClock } from '../clock.ts'
import { endDaemon, endSilent, whenFree } from './end.ts'
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

test('one that hears neither a question nor SIGTERM is killed', async () => {
  using scratch = makeScratch()
  const place = placeIn(scratch.root)
  const { state, lock, socket, card } = placesOf(place)
  privateDirectory(state, place.platform)
  const from = (name: string) => JSON.stringify(`${import.meta.dir}/${name}`)
  const deaf = `
    const { takeLock } = await import(${from('lock.ts')})
    const { seeProcess } = await import(${from('seen-process.ts')})
    globalThis.kept = takeLock(${JSON.stringify(lock)})
    Bun.serve({ unix: ${JSON.stringify(socket)}, fetch: () => new Promise(() => {}) })
    process.on('SIGTERM', () => console.log('no'))
    const processStart = seeProcess(process.pid, process.platform).startedAt
    await Bun.write(${JSON.stringify(card)}, JSON.stringify({ pid: process.pid, processStart, socket: ${JSON.stringify(socket)} }))
    console.log('up')
  `
  const child = Bun.spawn([process.execPath, '-e', deaf], { stdout: 'pipe', stderr: 'ignore' })
  using _ended = { [Symbol.dispose]: () => child.kill('SIGKILL') }
  const lines = child.stdout.getReader()
  await lines.read()
  await expect(endDaemon(place, hurriedClock(100))).rejects.toMatchObject({
    code: 'daemon-silent',
    sentence: `The warmkey daemon, process ${child.pid}, is there, but has not answered within 5 s. Ask again where the machine is busy; or end it and start it anew: warmkey down && warmkey up`,
  })
  const ending = endSilent(place, hurriedClock(10))
  expect(new TextDecoder().decode((await lines.read()).value)).toBe('no\n')
  expect(await ending).toEqual({ pid: child.pid, by: 'SIGKILL' })
  await child.exited
  expect(child.signalCode).toBe('SIGKILL')
})
