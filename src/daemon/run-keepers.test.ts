import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { mintingHelper } from '../../test/kit/helper-script.ts'
import { makeScratch } from '../../test/kit/scratch.ts'
import type { Keeper } from '../credential/keeper.ts'
import { type Profile, type ProfileInput, profileSchema } from '../profile.ts'
import { Secret } from '../secret.ts'
import { createRunKeepers } from './run-keepers.ts'
import { keeperOf } from './upstreams.ts'

const env = { PATH: '/usr/bin:/bin', HOME: '/home/dev' }
const never = new AbortController().signal

function world(own: Record<string, string> = { OTHER: '1' }) {
  const scratch = makeScratch()
  const helper = mintingHelper(scratch)
  const clock = createFakeClock()
  const profile = (more: Partial<ProfileInput> = {}): Profile =>
    profileSchema.parse({
      source: { type: 'command', command: helper.path, ttl: '1h', cwd: scratch.root },
      upstream: { url: 'https://a.example' },
      ...more,
    })
  const configured: { profile: Profile; keeper: Keeper }[] = []
  const keepers = createRunKeepers({
    clock,
    home: scratch.root,
    env: own,
    configured: () => configured,
    announce: () => {},
  })
  const ask = (more: { env?: Record<string, string>; rejected?: string; profile?: Profile } = {}) =>
    keepers.credential({ profile: profile(), env, rejected: null, ...more }, never)
  return {
    scratch,
    helper,
    clock,
    profile,
    configured,
    keepers,
    ask,
    [Symbol.dispose]() {
      void keepers.close()
      scratch[Symbol.dispose]()
    },
  }
}

test('many runs, one call, one key with its end', async () => {
  using all = world()
  const given = await Promise.all([all.ask(), all.ask({ env: { ...env, TERM: 'xterm' } }), all.ask()])
  const one = {
    key: 'fake-key-1-0123456789abcdef',
    kind: 'any',
    expiresAtMs: all.clock.nowMs() + 3_600_000,
    minted: false,
  } as const
  expect(given).toEqual([one, one, one])
  expect([all.helper.calls(), all.keepers.list().length]).toEqual([1, 1])
})

test('a refused key is renewed once for all who had it', async () => {
  using all = world()
  const { key } = await all.ask()
  const rejected = new Secret(key).fingerprint
  const given = await Promise.all([all.ask({ rejected }), all.ask({ rejected }), all.ask({ rejected })])
  expect(given.map((each) => each.key)).toEqual(Array(3).fill('fake-key-2-0123456789abcdef'))
  // One that comes late with the old one gets the new one.
  expect((await all.ask({ rejected })).key).toBe('fake-key-2-0123456789abcdef')
  expect(all.helper.calls()).toBe(2)
})

test('another environment, upstream or source has a keeper of its own', async () => {
  using all = world()
  await all.ask()
  await all.ask({ env: { ...env, AWS_PROFILE: 'x' } })
  await all.ask({ profile: all.profile({ upstream: { url: 'https://b.example' } }) })
  expect([all.helper.calls(), all.keepers.list().length]).toEqual([3, 3])
})

test('in the environment of the daemon the keeper of the configuration is shared', async () => {
  using all = world(env)
  const profile = all.profile()
  const deps = { clock: all.clock, env, home: all.scratch.root }
  all.configured.push({ profile, keeper: keeperOf(profile, new Map(), deps) })
  await all.ask()
  expect([all.helper.calls(), all.keepers.list().length]).toEqual([1, 0])
  await all.ask({ env: { ...env, AWS_PROFILE: 'x' } })
  expect([all.helper.calls(), all.keepers.list().length]).toEqual([2, 1])
})

test('what runs in several environments hold of one profile is renewed together, and no other', async () => {
  using all = world()
  const other = all.profile({ upstream: { url: 'https://b.example' } })
  const last = { env: { ...env, AWS_PROFILE: 'x' } }
  const before = [await all.ask(), await all.ask(last), await all.ask({ profile: other })].map(({ key }) => key)
  expect(await all.keepers.renew(all.profile(), never)).toEqual({ renewed: 2, failed: 0 })
  const after = [await all.ask(), await all.ask(last), await all.ask({ profile: other })].map(({ key }) => key)
  expect(after.map((key, at) => key === before[at])).toEqual([false, false, true])
  expect(await all.keepers.renew(all.profile(), AbortSignal.abort(new Error('late')))).toEqual({
    renewed: 0,
    failed: 2,
  })
})

test('half an hour after the last question nothing of it is left, and no timer', async () => {
  using all = world()
  await all.ask()
  await all.clock.advance(20 * 60_000)
  await all.ask()
  await all.clock.advance(15 * 60_000)
  expect(all.keepers.list().length).toBe(1)
  await all.clock.advance(60 * 60_000)
  expect([all.keepers.list().length, all.clock.timers]).toEqual([0, 0])
})
