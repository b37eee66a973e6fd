import { describe, expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { makeScratch } from '../../test/kit/scratch.ts'
import { openLocalKey } from '../gateway/local-keys.ts'
import { profileSchema } from '../profile.ts'
import { openDaemon } from './daemon.ts'

const profile = (source: object, url: string, more: object = {}) =>
  profileSchema.parse({ source, upstream: { url }, ...more })
const deps = (env: Record<string, string> = {}) => ({ clock: createFakeClock(), env, home: '/home/dev' })

describe('a daemon', () => {
  test('shares a keeper between profiles that are the same, and between no others', async () => {
    const source = { type: 'env', name: 'KEY' }
    const daemon = openDaemon({
      keys: 'lasting',
      deps: deps(),
      profiles: {
        first: profile(source, 'https://a.example'),
        same: profile(source, 'https://a.example', { limits: { concurrency: 2 } }),
        elsewhere: profile(source, 'https://b.example'),
        slower: profile(source, 'https://a.example', { renewal: { backOffMin: '9s' } }),
      },
    })
    const { keepers } = daemon
    expect(keepers.get('same')).toBe(keepers.get('first') as never)
    expect(keepers.get('elsewhere')).not.toBe(keepers.get('first') as never)
    expect(keepers.get('slower')).not.toBe(keepers.get('first') as never)
    await daemon.close(true)
  })

  test('gives each profile its own key, and that key its own upstream', async () => {
    const [one, two] = [await startEmulator(), await startEmulator()]
    one.accept('fake-one-0123456789')
    two.accept('fake-two-0123456789')
    const daemon = openDaemon({
      keys: 'run',
      deps: deps({ ONE: 'fake-one-0123456789', TWO: 'fake-two-0123456789' }),
      profiles: {
        one: profile({ type: 'env', name: 'ONE' }, one.url),
        two: profile({ type: 'env', name: 'TWO' }, two.url),
      },
    })
    for (const [name, key] of daemon.keys) {
      const headers = { 'x-api-key': openLocalKey(key), 'anthropic-version': '2023-06-01' }
      expect({ name, status: (await fetch(`${daemon.url}/v1/models`, { headers })).status }).toEqual({
        name,
        status: 200,
      })
    }
    expect([one.seen.length, two.seen.length]).toEqual([1, 1])
    await daemon.close(true)
    await Promise.all([one.close(), two.close()])
  })

  test('leaves nothing open when a part of it cannot be', async () => {
    using scratch = makeScratch()
    using taken = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
    const profiles = { work: profile({ type: 'file', path: scratch.path('key') }, 'https://a.example') }
    expect(() => openDaemon({ keys: 'run', deps: deps(), profiles, listen: { port: taken.port } })).toThrow(
      `Port ${taken.port}`,
    )
    const broken = {
      work: profileSchema.parse({
        source: { type: 'env', name: 'K' },
        upstream: { url: 'https://a.example', caFile: scratch.path('absent') },
      }),
    }
    expect(() => openDaemon({ keys: 'run', deps: deps(), profiles: broken })).toThrow('cannot be read')
  })
})
