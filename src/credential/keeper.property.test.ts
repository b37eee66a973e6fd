import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { createFakeClock, type FakeClock, settle } from '../../test/kit/fake-clock.ts'
import { sleep } from '../clock.ts'
import { WarmkeyError } from '../errors.ts'
import { Secret } from '../secret.ts'
import type { Credential } from './credential.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { Obtained, Source } from './sources/source.ts'

/** What one call to the source does. */
interface Answer {
  /** 0 to 30 s. */
  readonly tookMs: number
  readonly fails: boolean
  /** Whether it gives what it gave last, as sources with a cache do. */
  readonly repeats: boolean
  readonly lifeMs: number | null
}

type Step =
  | { readonly do: 'get' | 'get-and-leave' | 'change' | 'work' }
  | { readonly do: 'renew'; readonly which: number; readonly times: number }
  | { readonly do: 'wait' | 'sleep' | 'set-back'; readonly ms: number }

const answer: fc.Arbitrary<Answer> = fc.record({
  tookMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30_000 })),
  fails: fc.boolean(),
  repeats: fc.boolean(),
  lifeMs: fc.oneof(
    fc.constant(null),
    fc.integer({ min: 1_000, max: 20_000 }),
    fc.integer({ min: 60_000, max: 7_200_000 }),
  ),
})

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Step>({ do: 'get' }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'get-and-leave' }, { do: 'change' }, { do: 'work' }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('renew' as const), which: fc.nat(3), times: fc.constantFrom(1, 3, 1_000) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.oneof(
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 60_000 }),
        fc.integer({ min: 1, max: 7_200_000 }),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('sleep' as const, 'set-back' as const),
      ms: fc.integer({ min: 1, max: 36_000_000 }),
    }),
  },
)

/** A source that does what it is told, and counts. */
function erraticSource(clock: FakeClock, answers: readonly Answer[], stable: boolean) {
  let last: { key: string; number: number; endsAtMs: number | null } | null = null
  let changed = () => {}
  const seen = { calls: 0, open: 0, mostOpen: 0, change: () => changed() }
  const source: Source = {
    origin: 'erratic',
    stable,
    renewableUnattended: true,
    lapsesWhenIdle: false,
    watch(listener) {
      changed = listener
      return () => {}
    },
    async obtain(signal): Promise<Obtained> {
      const { tookMs, fails, repeats, lifeMs } = answers[seen.calls++ % answers.length] ?? {
        tookMs: 0,
        fails: true,
        repeats: false,
        lifeMs: null,
      }
      seen.mostOpen = Math.max(seen.mostOpen, ++seen.open)
      try {
        if (tookMs > 0) await sleep(clock, tookMs, signal)
      } finally {
        seen.open--
      }
      if (fails) throw new WarmkeyError(tookMs % 5 === 4 ? 'source-needs-person' : 'source-failed', 'It failed.')
      if (last === null || !repeats) {
        const number = (last?.number ?? 0) + 1
        last = { key: `key-${number}`, number, endsAtMs: lifeMs === null ? null : clock.nowMs() + lifeMs }
      }
      return { secret: new Secret(last.key), life: last.endsAtMs === null ? {} : { expiresAtMs: last.endsAtMs } }
    },
  }
  return { source, seen }
}

const numberOf = (credential: Credential): number => Number(credential.secret.open().slice('key-'.length))

/** Runs the steps and checks after each what must hold whatever happens. */
async function live(answers: readonly Answer[], steps: readonly Step[], stable: boolean): Promise<void> {
  const clock = createFakeClock()
  const { source, seen } = erraticSource(clock, answers, stable)
  const keeper: Keeper = createKeeper({ identity: 'erratic-1', source, clock })
  const known: Credential[] = []
  let newest = 0
  let waiting = 0

  // Once the wall clock was set back it no longer tells what has ended.
  let wasSetBack = false
  const surelyLiving = () => {
    const { expiresAtMs, credential } = keeper.state()
    return !wasSetBack && credential !== null && (expiresAtMs === null || expiresAtMs > clock.nowMs())
  }
  const served = (credential: Credential) => {
    if (credential.expiresAtMs !== null) expect(credential.expiresAtMs).toBeGreaterThan(clock.nowMs())
    expect(numberOf(credential)).toBeGreaterThanOrEqual(newest)
    newest = numberOf(credential)
    if (!known.includes(credential)) known.push(credential)
  }
  const failed = (error: unknown) => expect(error).toBeInstanceOf(WarmkeyError)
  const wait = (promise: Promise<unknown>) => {
    waiting++
    void promise.finally(() => waiting--).catch(() => {})
  }

  const act = (step: Step): Promise<void> | void => {
    switch (step.do) {
      case 'get': {
        const given = keeper.get()
        if (!(given instanceof Promise)) return served(given)
        const settled = given.then(served, (error) => {
          failed(error)
          expect(surelyLiving()).toBe(false)
        })
        wait(settled)
        problems.push(settled)
        return
      }
      case 'get-and-leave': {
        const controller = new AbortController()
        const given = keeper.get(controller.signal)
        const open = seen.open
        controller.abort('gone')
        if (given instanceof Promise) {
          problems.push(
            given.then(
              () => {},
              (reason) => {
                if (reason !== 'gone') failed(reason)
              },
            ),
          )
          expect(seen.open).toBe(open)
        }
        return
      }
      case 'renew': {
        const used = known.at(-1 - step.which)
        if (used === undefined) return
        const before = seen.calls
        const underWay = seen.open
        const all = Array.from({ length: step.times }, () => keeper.renew(used))
        expect(seen.calls - before).toBeLessThanOrEqual(1)
        if (underWay > 0) expect(seen.calls).toBe(before)
        const settled = Promise.allSettled(all).then((outcomes) => {
          const said = new Set(
            outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : outcome.value.credential)),
          )
          expect(said.size).toBe(1)
          for (const outcome of outcomes) {
            if (outcome.status === 'rejected') failed(outcome.reason)
            else expect(outcome.value.changed).toBe(!outcome.value.credential.secret.equals(used.secret))
          }
          const [only] = outcomes
          if (only?.status === 'fulfilled') served(only.value.credential)
        })
        wait(settled)
        problems.push(settled)
        return
      }
      case 'change':
        return seen.change()
      case 'work':
        return keeper.worked()
      case 'wait':
        return clock.advance(step.ms)
      case 'sleep':
        return clock.jumpWall(step.ms)
      case 'set-back':
        wasSetBack = true
        return clock.jumpWall(-step.ms)
    }
  }

  const problems: Promise<void>[] = []
  for (const step of steps) {
    await act(step)
    await settle()
    expect(seen.mostOpen).toBeLessThanOrEqual(1)
  }
  await clock.advance(120_000)
  await Promise.all(problems)
  expect({ waiting, open: seen.open, timers: clock.timers }).toEqual({ waiting: 0, open: 0, timers: 0 })
  keeper.close()
}

test('whatever the source does and whenever it is asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(answer, { minLength: 1, maxLength: 20 }),
      fc.array(step, { minLength: 1, maxLength: 40 }),
      fc.boolean(),
      live,
    ),
    { numRuns: 1_000 },
  )
})
