import { describe, expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { profileSchema } from '../profile.ts'
import { createRunKeepers } from './run-keepers.ts'
import { keeperOf } from './upstreams.ts'

const profile = (more: object = {}, name = 'KEY') =>
  profileSchema.parse({ source: { type: 'env', name }, upstream: { url: 'https://a.example' }, ...more })
const { signal } = new AbortController()
const env = { KEY: 'fake-key-0123456789' }

function world(configured: readonly ReturnType<typeof profile>[] = []) {
  const clock = createFakeClock()
  const deps = { clock, env, home: '/home/dev' }
  const kept = configured.map((each) => ({ profile: each, keeper: keeperOf(each, new Map(), deps) }))
  return createRunKeepers({ clock, home: '/home/dev', env, configured: () => kept, announce: () => {} })
}

describe('the keepers that runs share', () => {
  test('are one for the same source, upstream and environment, and others otherwise', async () => {
    const keepers = world()
    await keepers.credential({ profile: profile(), env, rejected: null }, signal)
    await keepers.credential({ profile: profile({ limits: { concurrency: 2 } }), env, rejected: null }, signal)
    expect(keepers.list()).toHaveLength(1)
    const other = { KEY: 'fake-other-0123456789' }
    const given = await keepers.credential({ profile: profile(), env: other, rejected: null }, signal)
    expect({ key: given.key, keepers: keepers.list().length }).toEqual({ key: other.KEY, keepers: 2 })
    keepers.close()
  })

  test('a run with the environment of the daemon has the keeper of the configuration', async () => {
    const keepers = world([profile()])
    const given = await keepers.credential({ profile: profile(), env, rejected: null }, signal)
    expect({ key: given.key, keepers: keepers.list().length }).toEqual({ key: env.KEY, keepers: 0 })
    keepers.close()
  })

  test('a key that is never to be exported is not handed over, whatever the one who asks leaves out', async () => {
    const never = profile({ export: 'never' })
    const asked = (wanted: typeof never, configured: readonly (typeof never)[]) =>
      world(configured).credential({ profile: wanted, env, rejected: null }, signal)
    expect(asked(never, [])).rejects.toThrow('never')
    expect(asked(profile(), [never])).rejects.toThrow('never')
    expect((await asked(profile({}, 'KEY'), [profile({ export: 'never' }, 'OTHER')])).key).toBe(env.KEY)
  })
})
