import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { createFakeClock, settle } from '../../test/kit/fake-clock.ts'
import { createPacer, type PacerLimits, seatIn } from './pacer.ts'

const none: PacerLimits = { concurrency: null, minGapMs: null }

function world(limits: Partial<PacerLimits> = {}) {
  const clock = createFakeClock()
  const pacer = createPacer(clock, { ...none, ...limits })
  const went: string[] = []
  /** A request that wants a turn; its name is in `went` as soon as it has one. */
  const arrive = (name: string) => {
    const seat = seatIn(pacer)
    const leaving = new AbortController()
    const take = async () => {
      if (!seat.tryTake()) await seat.take(leaving.signal)
      went.push(name)
    }
    const taken = take()
    taken.catch(() => {})
    return { seat, taken, leave: () => leaving.abort(new Error(`${name} left`)), again: take }
  }
  return { clock, pacer, went, arrive }
}

describe('without limits', () => {
  test('everybody goes at once and nothing is counted', () => {
    const { pacer, arrive, went } = world()
    for (const name of ['a', 'b', 'c']) arrive(name)
    expect(went).toEqual(['a', 'b', 'c'])
    expect(pacer.counts).toBe(false)
  })
})

describe('a number of requests at a time', () => {
  test('the others wait and go in the order in which they came', async () => {
    const { arrive, went, pacer } = world({ concurrency: 2 })
    expect(pacer.counts).toBe(true)
    const requests = ['a', 'b', 'c', 'd', 'e'].map(arrive)
    await settle()
    expect(went).toEqual(['a', 'b'])
    requests[1]?.seat.leave()
    await settle()
    expect(went).toEqual(['a', 'b', 'c'])
    requests[0]?.seat.leave()
    requests[2]?.seat.leave()
    await settle()
    expect(went).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('a seat is given back once, however often it is left', async () => {
    const { arrive, went } = world({ concurrency: 1 })
    const [first] = ['a', 'b', 'c'].map(arrive)
    first?.seat.leave()
    first?.seat.leave()
    await settle()
    expect(went).toEqual(['a', 'b'])
  })

  test('nobody overtakes those who wait', async () => {
    const { arrive, went } = world({ concurrency: 1 })
    const first = arrive('a')
    const second = arrive('b')
    first.seat.leave()
    arrive('c')
    await settle()
    expect(went).toEqual(['a', 'b'])
    second.seat.leave()
    await settle()
    expect(went).toEqual(['a', 'b', 'c'])
  })
})

describe('who goes away', () => {
  test('while waiting loses his own turn and nobody else’s', async () => {
    const { arrive, went } = world({ concurrency: 1 })
    const [a, b, c] = ['a', 'b', 'c'].map(arrive)
    b?.leave()
    expect(await b?.taken.catch((cause: Error) => cause.message)).toBe('b left')
    b?.seat.leave()
    expect(went).toEqual(['a'])
    a?.seat.leave()
    await settle()
    expect(went).toEqual(['a', 'c'])
    c?.seat.leave()
    expect(world({ concurrency: 1 }).pacer.tryTurn()).toBe(true)
  })

  test('in the moment in which his turn comes gives it back', async () => {
    const { arrive, went, pacer } = world({ concurrency: 1 })
    const [a, b] = ['a', 'b'].map(arrive)
    a?.seat.leave()
    b?.leave()
    await settle()
    expect(went).toEqual(['a', 'b'])
    b?.seat.leave()
    expect(pacer.tryTurn()).toBe(true)
  })

  test('after his turn came takes nobody’s place in the queue along', async () => {
    const { arrive, went } = world({ concurrency: 1 })
    const [a, b] = ['a', 'b', 'c'].map(arrive)
    a?.seat.leave()
    await settle()
    b?.leave()
    b?.seat.leave()
    await settle()
    expect(went).toEqual(['a', 'b', 'c'])
  })

  test('before he asked is told at once', async () => {
    const { pacer } = world({ concurrency: 1 })
    pacer.tryTurn()
    const gone = AbortSignal.abort(new Error('gone'))
    expect(await pacer.turn(gone, pacer.arrive()).catch((cause: Error) => cause.message)).toBe('gone')
    pacer.done()
    expect(pacer.tryTurn()).toBe(true)
  })
})

describe('a hold', () => {
  test('stops everybody until it is over, and then lets them go in order', async () => {
    const { clock, pacer, arrive, went } = world()
    pacer.hold(1_000)
    expect(pacer.heldMs()).toBe(1_000)
    for (const name of ['a', 'b', 'c']) arrive(name)
    await clock.advance(999)
    expect(went).toEqual([])
    await clock.advance(1)
    expect(went).toEqual(['a', 'b', 'c'])
    expect(pacer.heldMs()).toBe(0)
  })

  test('grows with a longer one and does not shrink with a shorter one', async () => {
    const { clock, pacer, arrive, went } = world()
    pacer.hold(1_000)
    arrive('a')
    pacer.hold(5_000)
    pacer.hold(10)
    await clock.advance(4_999)
    expect(went).toEqual([])
    await clock.advance(1)
    expect(went).toEqual(['a'])
  })

  test('those whom it sent back keep their place: ahead of who came later, in the order among themselves', async () => {
    const { clock, pacer, arrive, went } = world({ concurrency: 3 })
    const [a, b, c] = ['a', 'b', 'c'].map(arrive)
    for (const name of ['d', 'e']) arrive(name)
    pacer.hold(1_000)
    for (const request of [b, a, c]) {
      request?.seat.leave()
      void request?.again()
    }
    went.splice(0)
    await clock.advance(1_000)
    expect(went).toEqual(['a', 'b', 'c'])
    for (const request of [a, b]) request?.seat.leave()
    await settle()
    expect(went).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})

describe('a gap', () => {
  test('lies between the starts of any two requests', async () => {
    const { clock, arrive, went } = world({ minGapMs: 500 })
    for (const name of ['a', 'b', 'c']) arrive(name)
    expect(went).toEqual(['a'])
    await clock.advance(499)
    expect(went).toEqual(['a'])
    await clock.advance(1)
    expect(went).toEqual(['a', 'b'])
    await clock.advance(500)
    expect(went).toEqual(['a', 'b', 'c'])
    await clock.advance(499)
    arrive('d')
    expect(went).toHaveLength(3)
    await clock.advance(1)
    expect(went).toEqual(['a', 'b', 'c', 'd'])
  })

  test('is not spent on who has gone away', async () => {
    const { clock, arrive, went } = world({ minGapMs: 500 })
    const [, b] = ['a', 'b', 'c'].map(arrive)
    b?.leave()
    await clock.advance(500)
    expect(went).toEqual(['a', 'c'])
  })
})

type Step =
  | { readonly do: 'arrive' }
  | { readonly do: 'leave' | 'abort' | 'again'; readonly who: number }
  | { readonly do: 'hold' | 'advance'; readonly ms: number }

const who = fc.nat({ max: 9 })
const ms = fc.nat({ max: 2_000 })
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { arbitrary: fc.constant({ do: 'arrive' as const }), weight: 4 },
    { arbitrary: fc.record({ do: fc.constantFrom('leave', 'abort', 'again'), who }), weight: 5 },
    { arbitrary: fc.record({ do: fc.constantFrom('hold', 'advance'), ms }), weight: 2 },
  ),
  { maxLength: 60 },
)

test('whatever happens, no turn is lost, no limit is broken, and everybody who stays gets a turn', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        concurrency: fc.option(fc.integer({ min: 1, max: 4 })),
        minGapMs: fc.option(fc.integer({ min: 1, max: 700 })),
      }),
      steps,
      async (limits, taken) => {
        const { clock, pacer, arrive } = world(limits)
        const requests: (ReturnType<typeof arrive> & { left: boolean; inside: boolean })[] = []
        let inside = 0
        const enter = (request: (typeof requests)[number], turn: Promise<void>) => {
          turn.then(
            () => {
              request.inside = true
              inside += 1
              if (limits.concurrency !== null) expect(inside).toBeLessThanOrEqual(limits.concurrency)
            },
            () => {},
          )
        }
        const leave = (request: (typeof requests)[number]) => {
          if (request.inside) inside -= 1
          request.inside = false
          request.seat.leave()
        }
        for (const step of taken) {
          if (step.do === 'arrive') {
            const request = { ...arrive(String(requests.length)), left: false, inside: false }
            requests.push(request)
            enter(request, request.taken)
          } else if ('ms' in step) {
            if (step.do === 'hold') pacer.hold(step.ms)
            else await clock.advance(step.ms)
          } else {
            const request = requests[step.who]
            if (request === undefined || request.left) continue
            if (step.do === 'abort') {
              request.left = true
              request.leave()
            } else if (request.inside) {
              leave(request)
              if (step.do === 'again') enter(request, request.again())
              else request.left = true
            }
          }
          await settle()
        }
        for (const request of requests) if (request.left && request.inside) leave(request)
        for (let round = 0; requests.some(({ left }) => !left) && round < 100; round++) {
          await clock.advance(2_000)
          for (const request of requests) {
            if (!request.inside || request.left) continue
            leave(request)
            request.left = true
          }
        }
        expect(requests.filter(({ left }) => !left)).toEqual([])
        await clock.advance(2_000)
        const free = Array.from({ length: limits.concurrency ?? 1 }, () => pacer.tryTurn())
        expect(limits.minGapMs === null ? free : free.slice(0, 1)).not.toContain(false)
      },
    ),
    { numRuns: 400 },
  )
})
