import { describe, expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { makeScratch } from '../../test/kit/scratch.ts'
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
  test('hand over no key that is never to be exported, whatever the one who asks leaves out', async () => {
    const never = profile({ export: 'never' })
    const asked = (wanted: typeof never, configured: readonly (typeof never)[]) =>
      world(configured).credential({ profile: wanted, env, rejected: null }, signal)
    expect(asked(never, [])).rejects.toThrow('never')
    expect(asked(profile(), [never])).rejects.toThrow('never')
    expect((await asked(profile({}, 'KEY'), [profile({ export: 'never' }, 'OTHER')])).key).toBe(env.KEY)
  })

  test('show no run the failure that another one has had', async () => {
    using scratch = makeScratch()
    const keepers = world()
    const late = profileSchema.parse({
      source: { type: 'command', command: `cat '${scratch.path('key')}'`, cwd: scratch.root },
      upstream: { url: 'https://a.example' },
    })
    const ask = () => keepers.credential({ profile: late, env: { PATH: '/usr/bin:/bin' }, rejected: null }, signal)
    expect(await ask().catch((error: Error) => error.message)).toContain('failed')
    scratch.write('key', 'fake-late-0123456789')
    expect({ key: (await ask()).key, keepers: keepers.list().length }).toEqual({
      key: 'fake-late-0123456789',
      keepers: 1,
    })
    await keepers.close()
  })
})
