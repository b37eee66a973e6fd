import { describe, expect, test } from 'bun:test'
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, watch, writeFileSync } from 'node:fs'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { makeScratch, type Scratch } from '../../test/kit/scratch.ts'
import { until } from '../../test/kit/until.ts'
import { type Clock, systemClock } from '../clock.ts'
import { watchFile, waypoints } from './file-watch.ts'

/** Watches for the length of a test and counts. */
function watching(path: string, clock: Clock = systemClock) {
  let changes = 0
  const stop = watchFile(path, clock, () => changes++)
  return {
    get changes() {
      return changes
    },
    /** Does something, and waits until it was noticed. */
    async noticed(act: () => void): Promise<void> {
      const before = changes
      act()
      await until(() => changes > before)
    },
    stop,
    [Symbol.dispose]: stop,
  }
}

/** Tells when every event so far has been delivered: they come in order, so a file of its own marks the place. */
function eventsIn(scratch: Scratch) {
  const seen = new Set<string | null>()
  const watcher = watch(scratch.root, (_, name) => seen.add(name))
  let marks = 0
  return {
    async delivered() {
      const mark = `mark-${++marks}`
      scratch.write(mark, '')
      await until(() => seen.has(mark))
    },
    [Symbol.dispose]: () => watcher.close(),
  }
}

const replace = (scratch: Scratch, name: string, text: string) => {
  scratch.write(`${name}.new`, text)
  renameSync(scratch.path(`${name}.new`), scratch.path(name))
}

describe('it is noticed', () => {
  test('when the file is replaced, again and again', async () => {
    using scratch = makeScratch()
    using watched = watching(scratch.write('key', 'k-1'))
    for (let number = 2; number < 6; number++) await watched.noticed(() => replace(scratch, 'key', `k-${number}`))
  })

  test('when it is written in place, or grows', async () => {
    using scratch = makeScratch()
    using watched = watching(scratch.write('key', 'k-1'))
    await watched.noticed(() => writeFileSync(scratch.path('key'), 'k-2'))
    await watched.noticed(() => appendFileSync(scratch.path('key'), '3'))
  })

  test('when it goes and comes back', async () => {
    using scratch = makeScratch()
    using watched = watching(scratch.write('key', 'k-1'))
    await watched.noticed(() => unlinkSync(scratch.path('key')))
    await watched.noticed(() => scratch.write('key', 'k-2'))
  })

  test('when it appears at last, with its directories', async () => {
    using scratch = makeScratch()
    using watched = watching(scratch.path('a/b/c/key'))
    await watched.noticed(() => scratch.write('a/b/c/key', 'k-1'))
    await watched.noticed(() => replace(scratch, 'a/b/c/key', 'k-2'))
  })

  test('when its directory is removed and made again', async () => {
    using scratch = makeScratch()
    using watched = watching(scratch.write('keys/key', 'k-1'))
    await watched.noticed(() => rmSync(scratch.path('keys'), { recursive: true }))
    await watched.noticed(() => scratch.write('keys/key', 'k-2'))
    await watched.noticed(() => replace(scratch, 'keys/key', 'k-3'))
  })

  test('when Kubernetes swaps the directory behind it', async () => {
    using scratch = makeScratch()
    const publish = (version: string) => {
      scratch.write(`mount/..${version}/key`, `k-${version}`)
      symlinkSync(`..${version}`, scratch.path('mount/..data_tmp'))
      renameSync(scratch.path('mount/..data_tmp'), scratch.path('mount/..data'))
    }
    publish('1')
    symlinkSync('..data/key', scratch.path('mount/key'))
    using watched = watching(scratch.path('mount/key'))
    for (const version of ['2', '3', '4']) {
      await watched.noticed(() => publish(version))
      rmSync(scratch.path(`mount/..${Number(version) - 1}`), { recursive: true })
    }
  })

  test('when what a link leads to is replaced, or the link itself', async () => {
    using scratch = makeScratch()
    scratch.write('far/away/key', 'k-1')
    scratch.write('other', 'k-2')
    symlinkSync(scratch.path('far'), scratch.path('near'))
    symlinkSync('near/away/key', scratch.path('key'))
    using watched = watching(scratch.path('key'))
    await watched.noticed(() => replace(scratch, 'far/away/key', 'k-3'))
    await watched.noticed(() => {
      symlinkSync('other', scratch.path('link'))
      renameSync(scratch.path('link'), scratch.path('key'))
    })
    await watched.noticed(() => replace(scratch, 'other', 'k-4'))
  })
})

describe('it is not told', () => {
  test('of other files, nor of a rewrite that is still going on', async () => {
    using scratch = makeScratch()
    const clock = createFakeClock()
    using watched = watching(scratch.write('key', 'k-1'), clock)
    using events = eventsIn(scratch)
    await clock.advance(100)
    scratch.write('other', 'x')
    await events.delivered()
    expect(clock.timers).toBe(0)
    for (const half of ['', 'k', 'k-']) {
      writeFileSync(scratch.path('key'), half)
      await events.delivered()
      await clock.advance(99)
    }
    writeFileSync(scratch.path('key'), 'k-2')
    await events.delivered()
    await clock.advance(99)
    expect(watched.changes).toBe(0)
    await clock.advance(1)
    expect(watched.changes).toBe(1)
    await clock.advance(100)
    expect([watched.changes, clock.timers]).toEqual([1, 0])
  })

  test('of anything once it is stopped', async () => {
    using scratch = makeScratch()
    const clock = createFakeClock()
    const watched = watching(scratch.write('key', 'k-1'), clock)
    using witness = watching(scratch.path('key'))
    watched.stop()
    await witness.noticed(() => replace(scratch, 'key', 'k-2'))
    await clock.advance(1_000)
    expect([watched.changes, clock.timers]).toEqual([0, 0])
  })
})

describe('what it depends on', () => {
  test('is each name on the way that may become another', () => {
    using scratch = makeScratch()
    scratch.write('mount/..1/key', 'k')
    symlinkSync('..1', scratch.path('mount/..data'))
    symlinkSync('..data/key', scratch.path('mount/key'))
    const points = waypoints(scratch.path('mount/key'))
    const relative = new Map(
      [...points].map(([directory, names]) => [directory.slice(scratch.root.length), [...names].sort()]),
    )
    expect(relative.get('/mount')).toEqual(['..1', '..data', 'key'])
    expect(relative.get('/mount/..1')).toEqual(['key'])
  })

  test('follows links that lead up again', () => {
    using scratch = makeScratch()
    scratch.write('shared/key', 'k')
    mkdirSync(scratch.path('mine'))
    symlinkSync('./../shared/key', scratch.path('mine/key'))
    const points = waypoints(scratch.path('mine/key'))
    expect([points.get(scratch.path('mine')), points.get(scratch.path('shared'))]).toEqual([
      new Set(['key']),
      new Set(['key']),
    ])
  })

  test('ends at what is missing', () => {
    using scratch = makeScratch()
    const points = waypoints(scratch.path('a/b/key'))
    expect(points.get(scratch.root)).toEqual(new Set(['a']))
    expect(points.has(scratch.path('a'))).toBe(false)
  })

  test('ends in a ring of links', () => {
    using scratch = makeScratch()
    symlinkSync('b', scratch.path('a'))
    symlinkSync('a', scratch.path('b'))
    mkdirSync(scratch.path('c'))
    expect(waypoints(scratch.path('a')).get(scratch.root)).toEqual(new Set(['a', 'b']))
    using watched = watching(scratch.path('a'))
    expect(watched.changes).toBe(0)
  })
})
