import { describe, expect, test } from 'bun:test'
import { createFakeClock, settle } from '../../test/kit/fake-clock.ts'
import { scriptedSource } from '../../test/kit/scripted-source.ts'
import { WarmkeyError } from '../errors.ts'
import type { Credential } from './credential.ts'
import type { KeeperEvent } from './events.ts'
import { createKeeper, type KeeperOptions } from './keeper.ts'
import type { Source } from './sources/source.ts'

const minute = 60_000
const hour = 60 * minute

function world(traits: Partial<Source> = {}, options: Partial<KeeperOptions> = {}) {
  const clock = createFakeClock()
  const source = scriptedSource(traits)
  const events: KeeperEvent[] = []
  const keeper = createKeeper({
    identity: 'scripted-1',
    source,
    clock,
    // No jitter, and a back-off of exactly its middle.
    random: () => 0.5,
    numbers: { jitterShare: 0 },
    announce: (event) => events.push(event),
    ...options,
  })
  const told = () => events.map((event) => ('why' in event ? `${event.type} ${event.why}` : event.type))
  /** What `get` gives at once; fails the test when it has to be waited for. */
  const now = (): string => {
    const given = keeper.get()
    if (given instanceof Promise) throw new Error('had to wait')
    return given.secret.open()
  }
  /** The first credential. */
  const first = async (key: string, life = {}): Promise<Credential> => {
    const given = keeper.get()
    await source.call.give(key, life)
    return await given
  }
  return { clock, source, keeper, events, told, now, first }
}

const bytes = (credential: Credential) => credential.secret.open()
const refused = (thrown: unknown) => thrown as WarmkeyError
const down = () => new WarmkeyError('source-failed', 'The vault is sealed.', { remedy: 'Unseal it.' })
const needsPerson = () => new WarmkeyError('source-needs-person', 'The login is over.', { remedy: 'Log in.' })

describe('the windows', () => {
  test('an hour in the life of a credential', async () => {
    const { clock, source, keeper, now, first, told } = world()
    await first('k-1', { expiresInMs: hour })
    expect(keeper.state().expiresAtMs).toBe(clock.nowMs() + hour)

    await clock.advance(47 * minute)
    expect(now()).toBe('k-1')
    expect(source.calls).toHaveLength(1)

    await clock.advance(minute) // 12 minutes left: the early window
    expect(now()).toBe('k-1')
    expect(now()).toBe('k-1')
    expect(source.calls).toHaveLength(2)
    await source.call.give('k-2', { expiresInMs: hour })
    expect(now()).toBe('k-2')

    await clock.advance(59 * minute) // a minute left: the late window
    const waiting = keeper.get()
    expect(waiting).toBeInstanceOf(Promise)
    await source.call.give('k-3', { expiresInMs: hour })
    expect(bytes(await waiting)).toBe('k-3')

    await clock.advance(2 * hour) // over
    const again = keeper.get()
    await source.call.give('k-4', { expiresInMs: hour })
    expect(bytes(await again)).toBe('k-4')
    expect(told()).toEqual([
      'renewing first',
      'renewed first',
      'renewing early',
      'renewed early',
      'renewing late',
      'renewed late',
      'renewing expired',
      'renewed expired',
    ])
  })

  test('a life of four seconds is served for half of it', async () => {
    const { clock, source, keeper, now, first } = world()
    await first('k-1', { expiresInMs: 4_000 })
    await clock.advance(1_999)
    expect(now()).toBe('k-1')
    expect(source.calls).toHaveLength(1)
    await clock.advance(1)
    expect(keeper.get()).toBeInstanceOf(Promise)
    expect(source.calls).toHaveLength(2)
  })

  test('in the late window nobody waits longer than 10 s for what still lives', async () => {
    const { clock, source, keeper, now, first } = world()
    await first('k-1', { expiresInMs: hour })
    await clock.advance(59 * minute)
    const waiting = keeper.get()
    await clock.advance(10_000)
    expect(bytes(await waiting)).toBe('k-1')
    expect(now()).toBe('k-1')
    expect(source.calls).toHaveLength(2)
    await clock.advance(50_000) // now it is over, and there is nothing but the answer to wait for
    const later = keeper.get()
    await source.call.give('k-2')
    expect(bytes(await later)).toBe('k-2')
  })

  test('in the late window nobody is given what has ended while they waited', async () => {
    const { clock, source, keeper, first } = world()
    await first('k-1', { expiresInMs: 16_000 })
    await clock.advance(8_000)
    const waiting = keeper.get()
    await clock.advance(12_000)
    await source.call.give('k-2')
    expect(bytes(await waiting)).toBe('k-2')
  })

  test('without any hint it lives for ever, and with a configured ttl for that', async () => {
    const eternal = world()
    expect((await eternal.first('k-1')).expiresAtMs).toBeNull()
    await eternal.clock.advance(1_000 * hour)
    expect(eternal.now()).toBe('k-1')
    expect(eternal.source.calls).toHaveLength(1)

    const limited = world({}, { ttlMs: 5 * minute })
    expect((await limited.first('k-1', { expiresInMs: hour })).expiresAtMs).toBe(limited.clock.nowMs() + 5 * minute)
  })

  test('a source that goes on giving the same short life is not asked at every request', async () => {
    const { clock, source, keeper, now, first } = world()
    const endMs = clock.nowMs() + hour
    await first('k-1', { expiresAtMs: endMs })
    await clock.advance(59 * minute)
    const waiting = keeper.get()
    await source.call.give('k-1', { expiresAtMs: endMs })
    expect(bytes(await waiting)).toBe('k-1')
    expect(now()).toBe('k-1')
    // What is left of it is a life of its own, with windows of its own: half a minute.
    await clock.advance(29_999)
    expect(now()).toBe('k-1')
    expect(source.calls).toHaveLength(2)
    await clock.advance(1)
    const again = keeper.get()
    await source.call.give('k-1', { expiresAtMs: endMs })
    expect(bytes(await again)).toBe('k-1')
    // At the very end a second passes between calls, and then it is asked because it must be.
    await clock.advance(29_500)
    const last = keeper.get()
    await source.call.give('k-1', { expiresAtMs: endMs })
    await last
    await clock.advance(400)
    expect(now()).toBe('k-1')
    expect(source.calls).toHaveLength(4)
    await clock.advance(100)
    expect(keeper.get()).toBeInstanceOf(Promise)
    expect(source.calls).toHaveLength(5)
  })
})

describe('one call at a time', () => {
  test('many ask, one call is made, and all have the same credential', async () => {
    const { source, keeper } = world()
    const all = Promise.all(Array.from({ length: 100 }, () => keeper.get()))
    await source.call.give('k-1')
    expect(new Set(await all).size).toBe(1)
    expect(source.calls).toHaveLength(1)
  })

  test('who goes away goes alone', async () => {
    const { source, keeper } = world()
    const impatient = new AbortController()
    const gone = Promise.resolve(keeper.get(impatient.signal)).catch((reason) => reason)
    const stays = keeper.get()
    impatient.abort('bye')
    expect(await gone).toBe('bye')
    expect(source.call.signal.aborted).toBe(false)
    await source.call.give('k-1')
    expect(bytes(await stays)).toBe('k-1')
    expect(source.calls).toHaveLength(1)
  })

  test('a call that never ends is abandoned, and what it says later is not heard', async () => {
    const { clock, source, keeper, now } = world()
    const waiting = Promise.resolve(keeper.get()).catch(refused)
    const hung = source.call
    await clock.advance(15 * minute)
    expect(await waiting).toMatchObject({ code: 'source-timeout' })
    expect(hung.signal.aborted).toBe(true)
    await clock.advance(1_000)
    const next = keeper.get()
    await source.call.give('k-new')
    await hung.give('k-old')
    expect(bytes(await next)).toBe('k-new')
    expect(now()).toBe('k-new')
  })

  test('a slow call is announced once', async () => {
    const { clock, source, keeper, events } = world()
    const waiting = keeper.get()
    await clock.advance(25_000)
    expect(events.filter((event) => event.type === 'source-slow')).toEqual([
      { type: 'source-slow', identity: 'scripted-1', elapsedMs: 10_000 },
    ])
    await source.call.give('k-1')
    await waiting
    expect(clock.timers).toBe(0)
  })

  test('what a source throws that is no error of ours is kept as the cause alone', async () => {
    const { source, keeper } = world()
    const waiting = Promise.resolve(keeper.get()).catch(refused)
    await source.call.fail(new Error('bad key sk-ant-0000'))
    const error = (await waiting) as WarmkeyError
    expect(error.code).toBe('source-failed')
    expect(error.sentence).not.toContain('sk-ant')
  })
})

describe('renewing what was rejected', () => {
  test('a thousand rejections cost one call', async () => {
    const { source, keeper, first, clock } = world()
    const used = await first('k-1')
    const all = Array.from({ length: 500 }, () => keeper.renew(used))
    await settle()
    all.push(...Array.from({ length: 400 }, () => keeper.renew(used)))
    await source.call.give('k-2')
    all.push(...Array.from({ length: 100 }, () => keeper.renew(used)))
    await clock.advance(minute)
    all.push(keeper.renew(used))
    const answers = await Promise.all(all)
    expect(source.calls).toHaveLength(2)
    expect(new Set(answers.map(({ credential, changed }) => `${bytes(credential)} ${changed}`))).toEqual(
      new Set(['k-2 true']),
    )
  })

  test('a thousand rejections of what the source gives again cost one call as well', async () => {
    const { source, keeper, first } = world({ stable: true })
    const used = await first('k-1')
    const all = Array.from({ length: 500 }, () => keeper.renew(used))
    await source.call.give('k-1')
    all.push(...Array.from({ length: 500 }, () => keeper.renew(used)))
    for (const { credential, changed } of await Promise.all(all))
      expect([bytes(credential), changed]).toEqual(['k-1', false])
    expect(source.calls).toHaveLength(2)
  })

  test('a second later it asks again: somebody may have mended it', async () => {
    const { clock, source, keeper, first } = world({ stable: true })
    const used = await first('k-1')
    const early = keeper.renew(used)
    await source.call.give('k-1')
    await early
    await clock.advance(1_000)
    const later = keeper.renew(used)
    await source.call.give('k-2')
    expect(await later).toMatchObject({ changed: true })
  })

  test('a renewal that began before the rejection and brought the same bytes does not count', async () => {
    const { clock, source, keeper, first, now } = world()
    const used = await first('k-1', { expiresInMs: hour })
    await clock.advance(50 * minute)
    now()
    expect(keeper.state().renewing).toBe('early')
    const all = Array.from({ length: 10 }, () => keeper.renew(used))
    await source.call.give('k-1', { expiresInMs: hour })
    expect(source.calls).toHaveLength(3)
    expect(keeper.state().renewing).toBe('rejected')
    await source.call.give('k-2', { expiresInMs: hour })
    for (const { credential } of await Promise.all(all)) expect(bytes(credential)).toBe('k-2')
    expect(source.calls).toHaveLength(3)
  })

  test('a renewal that began after the rejection counts, whatever it was for', async () => {
    const { clock, source, keeper, first, now } = world({ stable: true })
    const used = await first('k-1', { expiresInMs: hour })
    await clock.advance(50 * minute)
    now()
    const renewal = keeper.renew(used)
    source.change()
    await source.call.give('k-1', { expiresInMs: hour })
    expect(keeper.state().renewing).toBe('changed')
    await source.call.give('k-1', { expiresInMs: hour })
    expect(await renewal).toMatchObject({ changed: false })
    expect(source.calls).toHaveLength(3)
  })

  test('a renewal that began before the rejection and brought other bytes is the answer', async () => {
    const { clock, source, keeper, first, now } = world()
    const used = await first('k-1', { expiresInMs: hour })
    await clock.advance(50 * minute)
    now()
    const renewal = keeper.renew(used)
    await source.call.give('k-2', { expiresInMs: hour })
    expect(await renewal).toMatchObject({ changed: true, credential: { id: expect.stringContaining('#2') } })
    expect(source.calls).toHaveLength(2)
  })

  test('another credential that has ended meanwhile is no answer', async () => {
    const { clock, source, keeper, first } = world()
    const used = await first('k-1', { expiresInMs: minute })
    const renewal = keeper.renew(used)
    await source.call.give('k-2', { expiresInMs: minute })
    await renewal
    await clock.advance(2 * minute)
    const again = keeper.renew(used)
    await source.call.give('k-3', { expiresInMs: minute })
    expect(bytes((await again).credential)).toBe('k-3')
  })

  test('who goes away while it is renewed goes alone', async () => {
    const { source, keeper, first } = world()
    const used = await first('k-1')
    const impatient = new AbortController()
    const gone = keeper.renew(used, impatient.signal).catch((reason) => reason)
    const stays = keeper.renew(used)
    impatient.abort('bye')
    expect(await gone).toBe('bye')
    await source.call.give('k-2')
    expect(await stays).toMatchObject({ changed: true })
  })
})

describe('what a credential says of itself', () => {
  test('other bytes make another id; the same bytes keep id, age and being known as new', async () => {
    const { clock, source, keeper, first } = world({ stable: true })
    const one = await first('k-1')
    expect(one).toMatchObject({ id: `${one.secret.fingerprint}#1`, knownNew: false, kind: 'any', origin: 'scripted' })
    await clock.advance(minute)
    source.change()
    await source.call.give('k-1', { expiresInMs: hour })
    const same = await keeper.get()
    expect(same).toMatchObject({ id: one.id, issuedAtMs: one.issuedAtMs, expiresAtMs: clock.nowMs() + hour })
    await clock.advance(minute)
    source.change()
    await source.call.give('k-2', {}, { kind: 'bearer' })
    const other = await keeper.get()
    expect(other).toMatchObject({ knownNew: true, issuedAtMs: clock.nowMs(), kind: 'bearer' })
    expect(other.id).toBe(`${other.secret.fingerprint}#2`)
  })

  test('what a token endpoint made is new from the start', async () => {
    const { source, keeper } = world()
    const given = keeper.get()
    await source.call.give('k-1', {}, { minted: true })
    expect((await given).knownNew).toBe(true)
  })
})

describe('when the source fails', () => {
  test('the old credential is served while it lives; then every waiter has the same error', async () => {
    const { clock, source, keeper, first, now } = world()
    await first('k-1', { expiresInMs: hour })
    await clock.advance(59 * minute)
    const waiting = keeper.get()
    await source.call.fail(down())
    expect(bytes(await waiting)).toBe('k-1')
    expect(now()).toBe('k-1') // inside the back-off
    expect(source.calls).toHaveLength(2)
    expect(keeper.state().lastFailure).toEqual({
      atMs: clock.nowMs(),
      code: 'source-failed',
      sentence: 'The vault is sealed. Unseal it.',
      retryAtMs: clock.nowMs() + 1_000,
    })

    await clock.advance(minute)
    const all = Promise.all(Array.from({ length: 100 }, () => Promise.resolve(keeper.get()).catch(refused)))
    await source.call.fail(down())
    const errors = new Set(await all)
    expect(errors.size).toBe(1)
    const inside = await Promise.resolve(keeper.get()).catch(refused)
    expect(errors.has(inside)).toBe(true)
    expect(source.calls).toHaveLength(3)
  })

  test('it is left alone for 1 s, 2 s, 4 s … 60 s, and at once forgiven when it answers', async () => {
    const { clock, source, keeper } = world()
    const rests: number[] = []
    for (let failures = 0; failures < 8; failures++) {
      const waiting = Promise.resolve(keeper.get()).catch(refused)
      await source.call.fail(down())
      await waiting
      const retryAtMs = keeper.state().lastFailure?.retryAtMs ?? 0
      rests.push(retryAtMs - clock.nowMs())
      const asked = source.calls.length
      await clock.advance(retryAtMs - clock.nowMs() - 1)
      await Promise.resolve(keeper.get()).catch(refused)
      expect(source.calls).toHaveLength(asked)
      await clock.advance(1)
    }
    expect(rests).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    const waiting = keeper.get()
    await source.call.give('k-1')
    const used = await waiting
    expect(keeper.state().lastFailure).toBeNull()
    const renewal = keeper.renew(used).catch(refused)
    await source.call.fail(down())
    await renewal
    expect(keeper.state().lastFailure?.retryAtMs).toBe(clock.nowMs() + 1_000)
  })

  test('a rejected credential ends the rest after a second, and inside that second hears the same error', async () => {
    const { clock, source, keeper, first } = world()
    const used = await first('k-1')
    for (let failures = 0; failures < 4; failures++) {
      const renewal = keeper.renew(used).catch(refused)
      await source.call.fail(down())
      const error = await renewal
      expect(await keeper.renew(used).catch(refused)).toBe(error)
      await clock.advance(1_000)
    }
    expect(source.calls).toHaveLength(5)
  })

  test('a source that asks for a person is asked again after 5 s, and only by a request that has nothing else', async () => {
    const { clock, source, keeper, first, now } = world()
    const used = await first('k-1', { expiresInMs: hour })
    await clock.advance(50 * minute)
    now()
    await source.call.fail(needsPerson())
    expect(keeper.state().lastFailure).toMatchObject({ code: 'source-needs-person', retryAtMs: null })
    await clock.advance(5 * minute)
    expect(now()).toBe('k-1')
    expect(source.calls).toHaveLength(2)

    const renewal = keeper.renew(used).catch(refused)
    await source.call.fail(needsPerson())
    const error = await renewal
    await clock.advance(4_999)
    expect(await keeper.renew(used).catch(refused)).toBe(error)
    await clock.advance(hour)
    const late = Promise.resolve(keeper.get()).catch(refused)
    await source.call.fail(needsPerson())
    await late
    await Promise.resolve(keeper.get()).catch(refused)
    expect(source.calls).toHaveLength(4)

    source.change()
    await source.call.give('k-2')
    expect(now()).toBe('k-2')
  })

  test('a credential that has ended already is refused, and does not replace a living one', async () => {
    const { clock, source, keeper, first, now } = world()
    await first('k-1', { expiresInMs: hour })
    await clock.advance(50 * minute)
    now()
    await source.call.give('k-2', { expiresAtMs: clock.nowMs() - 2 * hour })
    expect(now()).toBe('k-1')
    expect(keeper.state().lastFailure).toMatchObject({
      code: 'source-failed',
      sentence: expect.stringContaining('ended 2 h ago'),
    })
  })

  test('a malformed answer does not replace a good one', async () => {
    const { source, first, now } = world()
    await first('k-1')
    source.change()
    await source.call.fail(new WarmkeyError('source-malformed', 'It is empty.'))
    expect(now()).toBe('k-1')
  })

  test('a clock that is ahead of the upstream does not end what lives there', async () => {
    const { clock, source, keeper } = world({}, { skewMs: () => -10 * minute })
    const given = keeper.get()
    await source.call.give('k-1', { expiresAtMs: clock.nowMs() - 5 * minute })
    expect((await given).expiresAtMs).toBe(clock.nowMs() + 5 * minute)
  })
})

describe('a source that says when it changed', () => {
  test('is asked at once, behind the requests', async () => {
    const { source, first, now, told } = world({ stable: true })
    expect(source.watched).toBe(false)
    await first('k-1')
    expect(source.watched).toBe(true)
    source.change()
    expect(now()).toBe('k-1')
    await source.call.give('k-2')
    expect(now()).toBe('k-2')
    expect(told()).toContain('renewed changed')
  })

  test('a change during a call asks once more: the answer may be the old one', async () => {
    const { source, keeper, now } = world({ stable: true })
    const given = keeper.get()
    source.change()
    source.change()
    await source.call.give('k-1')
    expect(bytes(await given)).toBe('k-1')
    expect(source.calls).toHaveLength(2)
    await source.call.give('k-2')
    expect(now()).toBe('k-2')
    expect(source.open).toBe(0)
  })

  test('ends the rest after a failure', async () => {
    const { source, keeper } = world({ stable: true })
    const failed = Promise.resolve(keeper.get()).catch(refused)
    await source.call.fail(down())
    await failed
    source.change()
    expect(keeper.state().lastFailure).toBeNull()
    const given = keeper.get()
    await source.call.give('k-1')
    expect(bytes(await given)).toBe('k-1')
  })
})

describe('what renewal did not cure', () => {
  test('is remembered until something works, the source changes, or half the life is over', async () => {
    const { clock, source, keeper, first } = world({ stable: true })
    const used = await first('k-1', { expiresInMs: hour })
    keeper.rememberUncured('denied', used)
    expect([keeper.remembersUncured('denied'), keeper.remembersUncured('else')]).toEqual([true, false])
    await clock.advance(10 * minute)
    expect(keeper.remembersUncured('denied')).toBe(false)

    keeper.rememberUncured('denied', used)
    keeper.worked()
    expect(keeper.remembersUncured('denied')).toBe(false)

    keeper.rememberUncured('denied', used)
    source.change()
    expect(keeper.remembersUncured('denied')).toBe(false)
    await source.call.give('k-2', { expiresInMs: 4 * minute })

    const short = await keeper.get()
    keeper.rememberUncured('denied', short)
    await clock.advance(2 * minute - 1)
    expect(keeper.remembersUncured('denied')).toBe(true)
    await clock.advance(1)
    expect(keeper.remembersUncured('denied')).toBe(false)
  })

  test('is forgotten when a stable source turns out to have another key', async () => {
    const { source, keeper, first } = world({ stable: true })
    const used = await first('k-1')
    keeper.rememberUncured('denied', used)
    const renewal = keeper.renew(used)
    await source.call.give('k-2')
    await renewal
    expect(keeper.remembersUncured('denied')).toBe(false)
  })

  test('is not remembered beyond the end of the credential', async () => {
    const { clock, keeper, first } = world()
    const used = await first('k-1', { expiresInMs: 8 * minute })
    await clock.advance(7 * minute)
    keeper.rememberUncured('denied', used)
    await clock.advance(minute)
    expect(keeper.remembersUncured('denied')).toBe(false)
  })

  test('survives the new bytes of a source that mints', async () => {
    const { source, keeper, first } = world({ stable: false })
    const used = await first('k-1')
    const renewal = keeper.renew(used)
    await source.call.give('k-2')
    keeper.rememberUncured('denied', (await renewal).credential)
    const second = keeper.renew(used)
    expect(await second).toMatchObject({ changed: true })
    expect(keeper.remembersUncured('denied')).toBe(true)
  })
})

describe('sleep and idleness', () => {
  test('after sleep a request in the early window waits instead of being served', async () => {
    const { clock, source, keeper, first, now } = world()
    await first('k-1', { expiresInMs: 2 * hour })
    clock.jumpWall(hour)
    expect(now()).toBe('k-1') // still fresh
    clock.jumpWall(50 * minute)
    const one = keeper.get()
    const other = keeper.get()
    expect([one, other].map((given) => given instanceof Promise)).toEqual([true, true])
    await source.call.give('k-2', { expiresInMs: 2 * hour })
    expect(bytes(await one)).toBe('k-2')
    expect(source.calls).toHaveLength(2)
  })

  test('after sleep, with a source that fails, the old one is served while it lives', async () => {
    const { clock, source, keeper, first, now } = world()
    await first('k-1', { expiresInMs: 2 * hour })
    clock.jumpWall(110 * minute)
    const waiting = keeper.get()
    await source.call.fail(down())
    expect(bytes(await waiting)).toBe('k-1')
    await clock.advance(1_000)
    expect(now()).toBe('k-1')
  })

  test('a credential that ended while the machine slept is not served', async () => {
    const { clock, keeper, first } = world()
    await first('k-1', { expiresInMs: hour })
    clock.jumpWall(8 * hour)
    expect(keeper.get()).toBeInstanceOf(Promise)
  })

  test('a clock that is set back does not lengthen a life', async () => {
    const { clock, keeper, first } = world()
    await first('k-1', { expiresInMs: hour })
    clock.jumpWall(-10 * hour)
    await clock.advance(hour)
    expect(keeper.get()).toBeInstanceOf(Promise)
  })

  test('idle costs nothing: no timer, no call', async () => {
    const { clock, source, first } = world()
    await first('k-1', { expiresInMs: hour })
    expect(clock.timers).toBe(0)
    await clock.advance(24 * hour)
    expect(source.calls).toHaveLength(1)
  })

  test('what lapses when idle is kept warm for a working day after the last use', async () => {
    const { clock, source, keeper, first, now, told } = world({ lapsesWhenIdle: true })
    await first('k-0', { expiresInMs: hour })
    for (let key = 1; clock.timers > 0 || source.open > 0; key++) {
      if (source.open > 0) await source.call.give(`k-${key}`, { expiresInMs: hour })
      else await clock.advance(clock.nextTimerMs ?? 0)
    }
    // Every 48 minutes of ten hours.
    expect(source.calls).toHaveLength(1 + 12)
    expect(new Set(told().slice(2))).toEqual(new Set(['renewing idle', 'renewed idle']))

    const given = keeper.get()
    await source.call.give('k-9', { expiresInMs: hour })
    await given
    expect(clock.timers).toBe(1)
    now()
    keeper.close()
    expect(clock.timers).toBe(0)
  })

  test('keeping warm backs off when the source fails, and stops when it asks for a person', async () => {
    const { clock, source, first } = world({ lapsesWhenIdle: true })
    await first('k-0', { expiresInMs: hour })
    await clock.advance(48 * minute)
    await source.call.fail(down())
    expect(clock.nextTimerMs).toBe(1_000)
    await clock.advance(1_000)
    await source.call.fail(needsPerson())
    expect(clock.timers).toBe(0)
  })

  test('what nobody can renew unattended is not kept warm', async () => {
    const { clock, first } = world({ lapsesWhenIdle: true, renewableUnattended: false })
    await first('k-0', { expiresInMs: hour })
    expect(clock.timers).toBe(0)
  })
})

describe('the end', () => {
  test('whoever waits or asks later gets an error, and nothing goes on', async () => {
    const { clock, source, keeper } = world({ stable: true })
    const waiting = Promise.resolve(keeper.get()).catch(refused)
    keeper.close()
    keeper.close()
    const error = await waiting
    expect(error).toMatchObject({ code: 'source-unavailable' })
    expect(source.call.signal.aborted).toBe(true)
    expect(source.watched).toBe(false)
    expect(await Promise.resolve(keeper.get()).catch(refused)).toBe(error)
    await source.call.give('k-late')
    expect(keeper.state().credential).toBeNull()
    expect(clock.timers).toBe(0)
  })

  test('who waits in the late window is told as well, not served', async () => {
    const { clock, keeper, first } = world()
    await first('k-1', { expiresInMs: hour })
    await clock.advance(59 * minute)
    const waiting = Promise.resolve(keeper.get()).catch(refused)
    keeper.close()
    expect(await waiting).toMatchObject({ code: 'source-unavailable' })
  })

  test('the state before, during and after', async () => {
    const { clock, source, keeper } = world()
    const nothing = {
      identity: 'scripted-1',
      origin: 'scripted',
      credential: null,
      issuedAtMs: null,
      expiresAtMs: null,
    }
    expect(keeper.state()).toEqual({ ...nothing, renewing: null, renewals: 0, lastRenewal: null, lastFailure: null })
    const given = keeper.get()
    expect(keeper.state().renewing).toBe('first')
    await clock.advance(250)
    await source.call.give('k-1', { expiresInMs: hour })
    const { secret, id } = await given
    expect(keeper.state()).toEqual({
      ...nothing,
      credential: { id, fingerprint: secret.fingerprint },
      issuedAtMs: clock.nowMs(),
      expiresAtMs: clock.nowMs() + hour,
      renewing: null,
      renewals: 1,
      lastRenewal: { atMs: clock.nowMs(), why: 'first', elapsedMs: 250 },
      lastFailure: null,
    })
  })
})
