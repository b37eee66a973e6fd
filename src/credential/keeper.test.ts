import { describe, expect, test } from 'bun:test'
import { bytes, down, hour, keeperWorld, minute, refused } from '../../test/kit/keeper-world.ts'
import type { WarmkeyError } from '../errors.ts'

describe('the windows', () => {
  test('an hour in the life of a credential', async () => {
    const { clock, source, keeper, now, first, told } = keeperWorld()
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
    const { clock, source, keeper, now, first } = keeperWorld()
    await first('k-1', { expiresInMs: 4_000 })
    await clock.advance(1_999)
    expect(now()).toBe('k-1')
    expect(source.calls).toHaveLength(1)
    await clock.advance(1)
    expect(keeper.get()).toBeInstanceOf(Promise)
    expect(source.calls).toHaveLength(2)
  })

  test('in the late window nobody waits longer than 10 s for what still lives', async () => {
    const { clock, source, keeper, now, first } = keeperWorld()
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
    const { clock, source, keeper, first } = keeperWorld()
    await first('k-1', { expiresInMs: 16_000 })
    await clock.advance(8_000)
    const waiting = keeper.get()
    await clock.advance(12_000)
    await source.call.give('k-2')
    expect(bytes(await waiting)).toBe('k-2')
  })

  test('without any hint it lives for ever, and with a configured ttl for that', async () => {
    const eternal = keeperWorld()
    expect((await eternal.first('k-1')).expiresAtMs).toBeNull()
    await eternal.clock.advance(1_000 * hour)
    expect(eternal.now()).toBe('k-1')
    expect(eternal.source.calls).toHaveLength(1)

    const limited = keeperWorld({}, { ttlMs: 5 * minute })
    expect((await limited.first('k-1', { expiresInMs: hour })).expiresAtMs).toBe(limited.clock.nowMs() + 5 * minute)
  })

  test('a source that goes on giving the same short life is not asked at every request', async () => {
    const { clock, source, keeper, now, first } = keeperWorld()
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
    const { source, keeper } = keeperWorld()
    const all = Promise.all(Array.from({ length: 100 }, () => keeper.get()))
    await source.call.give('k-1')
    expect(new Set(await all).size).toBe(1)
    expect(source.calls).toHaveLength(1)
  })

  test('who goes away goes alone', async () => {
    const { source, keeper } = keeperWorld()
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
    const { clock, source, keeper, now } = keeperWorld()
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
    const { clock, source, keeper, events } = keeperWorld()
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
    const { source, keeper } = keeperWorld()
    const waiting = Promise.resolve(keeper.get()).catch(refused)
    await source.call.fail(new Error('bad key sk-ant-0000'))
    const error = (await waiting) as WarmkeyError
    expect(error.code).toBe('source-failed')
    expect(error.sentence).not.toContain('sk-ant')
  })
})

describe('what a credential says of itself', () => {
  test('other bytes make another id; the same bytes keep id, age and being known as new', async () => {
    const { clock, source, keeper, first } = keeperWorld({ stable: true })
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
    const { source, keeper } = keeperWorld()
    const given = keeper.get()
    await source.call.give('k-1', {}, { minted: true })
    expect((await given).knownNew).toBe(true)
  })
})

describe('a source that says when it changed', () => {
  test('is asked at once, behind the requests', async () => {
    const { source, first, now, told } = keeperWorld({ stable: true })
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
    const { source, keeper, now } = keeperWorld({ stable: true })
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
    const { source, keeper } = keeperWorld({ stable: true })
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

describe('the end', () => {
  test('whoever waits or asks later gets an error, and nothing goes on', async () => {
    const { clock, source, keeper } = keeperWorld({ stable: true })
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
    const { clock, keeper, first } = keeperWorld()
    await first('k-1', { expiresInMs: hour })
    await clock.advance(59 * minute)
    const waiting = Promise.resolve(keeper.get()).catch(refused)
    keeper.close()
    expect(await waiting).toMatchObject({ code: 'source-unavailable' })
  })

  test('the state before, during and after', async () => {
    const { clock, source, keeper } = keeperWorld()
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
