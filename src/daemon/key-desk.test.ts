import { describe, expect, test } from 'bun:test'
import { createFakeClock, type FakeClock, settle } from '../../test/kit/fake-clock.ts'
import { type ScriptedSource, scriptedSource } from '../../test/kit/scripted-source.ts'
import type { HelperHistory } from '../credential/helper-memory.ts'
import { createKeeper } from '../credential/keeper.ts'
import type { Source } from '../credential/sources/source.ts'
import { WarmkeyError } from '../errors.ts'
import type { TokenRequest } from './control-protocol.ts'
import { createKeyDesk, type DeskProfile, type HandedKey } from './key-desk.ts'

const minute = 60_000
const ttlMs = 5 * minute
const one = { pid: 100, startedAt: '1' }
const other = { pid: 200, startedAt: '1' }

interface Stage {
  readonly clock: FakeClock
  readonly source: ScriptedSource
  readonly memory: Map<string, HelperHistory>
  ask(request?: Partial<TokenRequest>): Promise<HandedKey>
  /** Asks, and gives what the source is asked for meanwhile. */
  get(key: string | null, request?: Partial<TokenRequest>): Promise<HandedKey>
  invalidate(): Promise<{ profile: string; changed: boolean }>
  readonly close: () => void
}

function stage(
  traits: Partial<Source> = {},
  profile: Partial<DeskProfile> = {},
  once = false,
  assumedMs: number | null = null,
): Stage {
  const clock = createFakeClock()
  const source = scriptedSource(traits)
  const keeper = createKeeper({ identity: 'scripted-1', source, clock, random: () => 0, ttlMs: assumedMs })
  const found: DeskProfile = {
    name: 'work',
    keeper,
    header: 'authorization',
    exportable: true,
    notice: null,
    ...profile,
  }
  const memory = new Map<string, HelperHistory>()
  const desk = createKeyDesk({ clock, find: () => found, memory, once })
  const signal = new AbortController().signal
  const ask = (request: Partial<TokenRequest> = {}) => desk.give({ ttlMs, client: one, ...request }, signal)
  return {
    clock,
    source,
    memory,
    ask,
    async get(key, request) {
      const answer = ask(request)
      answer.catch(() => {})
      await settle()
      if (key !== null) await source.call.give(key)
      return answer
    },
    invalidate: () => desk.invalidate({}, signal),
    close: desk.close,
  }
}

const failure = (promise: Promise<unknown>): Promise<WarmkeyError> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: WarmkeyError) => error,
  )

describe('a key', () => {
  test('comes with the notice that a project has chosen its profile, once', async () => {
    const { get, ask } = stage({}, { notice: 'The project has chosen.' })
    expect((await get('fake-one')).notice).toBe('The project has chosen.')
    expect((await ask({ client: null })).notice).toBeUndefined()
  })

  test('is handed out with what is known of it', async () => {
    const { source, ask } = stage({}, { header: 'x-api-key' })
    const answer = ask()
    await settle()
    await source.call.give('fake-one', { expiresAtMs: Date.UTC(2026, 0, 1, 1) })
    expect(await answer).toEqual({
      key: 'fake-one',
      profile: 'work',
      header: 'x-api-key',
      expiresAtMs: Date.UTC(2026, 0, 1, 1),
    })
  })

  test('goes where it says itself that it belongs', async () => {
    for (const [kind, header] of [
      ['bearer', 'authorization'],
      ['api-key', 'x-api-key'],
    ] as const) {
      const { source, ask } = stage({}, { header: 'both' })
      const answer = ask()
      await settle()
      await source.call.give('fake-one', {}, { kind })
      expect((await answer).header).toBe(header)
    }
  })

  test('is one call of the source for seven terminals', async () => {
    const { source, ask } = stage()
    const answers = Array.from({ length: 7 }, (_, n) => ask({ client: { pid: n + 1, startedAt: '1' } }))
    await settle()
    await source.call.give('fake-one')
    expect(new Set((await Promise.all(answers)).map(({ key }) => key))).toEqual(new Set(['fake-one']))
    expect(source.calls.length).toBe(1)
  })

  test('of a profile that is never to be exported is refused before the source is asked', async () => {
    const { source, ask } = stage({}, { exportable: false })
    expect((await failure(ask())).code).toBe('export-refused')
    expect(source.calls.length).toBe(0)
  })

  test('that is no single word of printable ASCII never leaves', async () => {
    for (const text of ['two words', 'line\nbreak', 'caf\u00e9', '\u001b[31mred', 'x'.repeat(16_385), '']) {
      const { get } = stage()
      const error = await failure(get(text))
      expect(error.code).toBe('source-malformed')
      if (text !== '') expect(error.sentence).not.toContain(text)
    }
  })
})

describe('life', () => {
  test('less than the TTL and a minute of skew is renewed first', async () => {
    const { clock, source, ask } = stage()
    const hour = 60 * minute
    const first = ask({ client: other })
    await settle()
    await source.call.give('fake-one', { expiresInMs: hour })
    expect((await first).key).toBe('fake-one')
    await clock.advance(hour - 6 * minute)
    // The early window began at 48 min: it is renewed behind this question.
    expect((await ask({ client: other })).key).toBe('fake-one')
    expect(source.calls.length).toBe(2)
    await source.call.give('fake-two', { expiresInMs: hour })
    await clock.advance(hour - 6 * minute + 1)
    const second = ask({ client: other })
    await settle()
    await source.call.give('fake-three', { expiresInMs: hour })
    const { key, notice } = await second
    expect({ key, notice }).toEqual({ key: 'fake-three', notice: undefined })
  })

  test('of a source that gives no longer one is said once, and renewed at its half', async () => {
    const { clock, source, ask } = stage()
    const first = ask()
    await settle()
    await source.call.give('fake-one', { expiresInMs: 4 * minute })
    expect((await first).notice).toContain('lives another 4 min')
    await clock.advance(2 * minute)
    const again = await ask({ client: other })
    expect({ key: again.key, notice: again.notice }).toEqual({ key: 'fake-one', notice: undefined })
    await clock.advance(1)
    const later = ask({ client: { pid: 3, startedAt: '1' } })
    await settle()
    await source.call.give('fake-two', { expiresInMs: 4 * minute })
    expect((await later).key).toBe('fake-two')
  })

  test('that only the configuration assumes is not spoken of where it is as long as the TTL of the client', async () => {
    for (const [assumedMs, givenMs, spoken] of [
      [ttlMs, null, false],
      [ttlMs, 4 * minute, true],
      [ttlMs - 1, null, true],
    ] as const) {
      const { source, ask } = stage({}, {}, false, assumedMs)
      const first = ask()
      await settle()
      await source.call.give('fake-one', givenMs === null ? {} : { expiresInMs: givenMs })
      expect((await first).notice !== undefined).toBe(spoken)
    }
  })

  test('that cannot be had now is no reason to hand out nothing', async () => {
    const { clock, source, ask } = stage()
    const first = ask()
    await settle()
    await source.call.give('fake-one', { expiresInMs: 20 * minute })
    await first
    await clock.advance(15 * minute)
    const late = ask({ client: other })
    await settle()
    await source.call.fail(new WarmkeyError('source-failed', 'The vault is sealed.'))
    expect(await late).toMatchObject({ key: 'fake-one', notice: expect.stringContaining('lives another 5 min') })
  })
})

describe('a refusal', () => {
  test('within the TTL renews the key that was refused; other clients get the new one without another call', async () => {
    const { clock, source, ask, get } = stage()
    await get('fake-one')
    await ask({ client: other })
    await clock.advance(minute)
    expect((await get('fake-two')).key).toBe('fake-two')
    expect((await ask({ client: other })).key).toBe('fake-two')
    expect(source.calls.length).toBe(2)
  })

  test('that renewal does not cure ends in words, once for each run', async () => {
    const { clock, source, ask, get } = stage()
    await get('fake-one')
    await clock.advance(1_300)
    await get('fake-two')
    for (const gapMs of [1_020, 2_500, 4_500]) {
      await clock.advance(gapMs)
      const error = await failure(ask())
      expect(error.code).toBe('renewal-did-not-cure')
      expect(error.sentence).not.toContain('fake-')
    }
    expect(source.calls.length).toBe(2)
    // Another client's question is its own, and the next prompt begins anew.
    expect((await ask({ client: other })).key).toBe('fake-two')
    await clock.advance(30_000)
    expect((await ask()).key).toBe('fake-two')
  })

  test('of a source that holds one key is looked at again each time, and over as soon as that is another', async () => {
    const { clock, source, ask, get } = stage({ stable: true })
    await get('fake-one')
    await clock.advance(1_300)
    expect((await get('fake-one')).key).toBe('fake-one')
    await clock.advance(1_100)
    expect((await failure(get('fake-one'))).sentence).toContain('no other one in it')
    await clock.advance(2_500)
    expect((await get('fake-two')).key).toBe('fake-two')
    await clock.advance(1_100)
    expect((await get('fake-two')).key).toBe('fake-two')
    expect(source.calls.length).toBe(5)
    expect((await ask({ client: other })).key).toBe('fake-two')
  })

  test('after a long silence speaks of the key before: the fresh one is handed out again, untouched', async () => {
    const { clock, source, ask, get } = stage({ stable: true })
    await get('fake-one')
    await clock.advance(30 * minute)
    source.change()
    await settle()
    await source.call.give('fake-two')
    expect((await ask()).key).toBe('fake-two')
    await clock.advance(1_050)
    expect((await ask()).key).toBe('fake-two')
    expect(source.calls.length).toBe(2)
  })

  test('is known by pid and start together', async () => {
    const { clock, source, ask, get } = stage()
    await get('fake-one')
    await clock.advance(1_300)
    expect((await ask({ client: { ...one, startedAt: '2' } })).key).toBe('fake-one')
    expect(source.calls.length).toBe(1)
  })

  test('is not read out of questions without a client: people and scripts ask as often as they like', async () => {
    const { clock, source, ask, get } = stage()
    await get('fake-one', { client: null })
    for (let n = 0; n < 10; n++) {
      await clock.advance(1_000)
      expect((await ask({ client: null })).key).toBe('fake-one')
    }
    expect(source.calls.length).toBe(1)
  })

  test('with a TTL of a second asks the source at most every five', async () => {
    const { clock, source, ask, get } = stage()
    await get('fake-one', { ttlMs: 1_000 })
    for (let n = 0; n < 4; n++) {
      await clock.advance(1_100)
      expect((await ask({ ttlMs: 1_000 })).key).toBe('fake-one')
    }
    await clock.advance(1_100)
    expect((await get('fake-two', { ttlMs: 1_000 })).key).toBe('fake-two')
    expect(source.calls.length).toBe(2)
  })
})

describe('a source that does not answer', () => {
  test('keeps nobody longer than 9 s, is waited for behind them, and its key is there for the next', async () => {
    const { clock, source, ask } = stage()
    const first = failure(ask())
    await clock.advance(8_999)
    let over = false
    void first.then(() => {
      over = true
    })
    await settle()
    expect(over).toBe(false)
    await clock.advance(1)
    expect(await first).toMatchObject({ code: 'source-timeout', remedy: expect.stringContaining('in the background') })
    await source.call.give('fake-one')
    expect((await ask()).key).toBe('fake-one')
    expect(source.calls.length).toBe(1)
  })

  test('does so with the old key where that still lives', async () => {
    const { clock, source, ask } = stage()
    const first = ask()
    await settle()
    await source.call.give('fake-one', { expiresInMs: 20 * minute })
    await first
    await clock.advance(15 * minute)
    const late = ask({ client: other })
    await clock.advance(9_000)
    expect((await late).key).toBe('fake-one')
  })

  test('is asked ahead of time when it is slow, for a working day', async () => {
    const { clock, source, ask, close } = stage()
    const slowly = async (key: string) => {
      await clock.advance(8_000)
      await source.call.give(key, { expiresInMs: 60 * minute })
    }
    const first = ask()
    await slowly('fake-1')
    await first
    // 60 min of life, less the TTL and its skew, less twice the 8 s that it takes.
    await clock.advance(54 * minute - 16_000 - 1)
    expect(source.calls.length).toBe(1)
    await clock.advance(1)
    expect(source.calls.length).toBe(2)
    await slowly('fake-2')
    expect(await ask({ client: other })).toMatchObject({ key: 'fake-2' })
    for (let n = 3; n < 20; n++) {
      await clock.advance(54 * minute - 16_000)
      if (source.open > 0) await slowly(`fake-${n}`)
    }
    expect(source.calls.length).toBe(13)
    expect(clock.timers).toBe(0)
    close()
  })
})

describe('a desk for one question', () => {
  test('asks the source once, whatever was refused', async () => {
    const { clock, source, memory, get } = stage({}, {}, true)
    await get('fake-one')
    expect(memory.size).toBe(1)
    await clock.advance(2_000)
    await get(null)
    expect(source.calls.length).toBe(1)
  })
})

describe('invalidating', () => {
  test('renews, and forgets what was held against the key', async () => {
    const { clock, source, ask, get, invalidate } = stage()
    await get('fake-one')
    await clock.advance(1_300)
    await get('fake-two')
    await clock.advance(1_100)
    await failure(ask())
    const answer = invalidate()
    await settle()
    await source.call.give('fake-three')
    expect(await answer).toEqual({ profile: 'work', changed: true })
    expect((await ask()).key).toBe('fake-three')
  })
})

test('no more than 256 clients are remembered', async () => {
  const { memory, ask, get } = stage()
  await get('fake-one')
  for (let pid = 1; pid <= 300; pid++) await ask({ client: { pid, startedAt: 'x' } })
  expect(memory.size).toBe(256)
})
