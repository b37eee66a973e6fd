import { describe, expect, test } from 'bun:test'
import { createFakeClock, type FakeClock } from '../../test/kit/fake-clock.ts'
import { mintedKey, mintingHelper, shellHelper } from '../../test/kit/helper-script.ts'
import { isRunning } from '../../test/kit/processes.ts'
import { makeScratch, type Scratch } from '../../test/kit/scratch.ts'
import { until } from '../../test/kit/until.ts'
import { type AlonePlaces, forgetAlone, keyAlone } from './alone.ts'

const ttlMs = 300_000
const client = { pid: 100, startedAt: '1' }

/** A machine with these profiles. */
function places(scratch: Scratch, clock: FakeClock, profiles: object): AlonePlaces {
  const config = scratch.write('config.jsonc', JSON.stringify({ profiles }))
  const env = { PATH: '/usr/bin:/bin', WARMKEY_CONFIG: config, XDG_STATE_HOME: scratch.path('state') }
  return { env, home: scratch.path('home'), platform: process.platform, clock }
}

const work = (command: string, more: object = {}) => ({
  work: { source: { type: 'command', command }, upstream: { url: 'http://127.0.0.1:9' }, ...more },
})

describe('a key without a daemon', () => {
  test('is remembered by its fingerprint: two that are refused in a row are enough, for one client', async () => {
    using scratch = makeScratch()
    const clock = createFakeClock()
    const source = mintingHelper(scratch)
    const here = places(scratch, clock, work(`cd / && ${source.path}`))
    const ask = (who = client) => keyAlone(here, { ttlMs, client: who })
    scratch.write('home/readme', '')
    expect(await ask()).toMatchObject({ key: mintedKey(1), profile: 'work', header: 'both', expiresAtMs: null })
    await clock.advance(1_300)
    expect((await ask()).key).toBe(mintedKey(2))
    await clock.advance(1_100)
    expect(await ask().catch((error: unknown) => error)).toMatchObject({ code: 'renewal-did-not-cure' })
    expect(source.calls()).toBe(2)
    expect((await ask({ ...client, startedAt: '2' })).key).toBe(mintedKey(3))
    expect(await forgetAlone(here, {})).toEqual({ profile: 'work' })
    expect((await ask()).key).toBe(mintedKey(4))
  })

  test('of a source that does not answer is given up after 9 s, and the source is ended', async () => {
    using scratch = makeScratch()
    const clock = createFakeClock()
    scratch.write('home/readme', '')
    const source = shellHelper(scratch, `echo $$ > '${scratch.path('pid')}'; exec sleep 600`)
    const here = places(scratch, clock, work(source.path))
    const answer = keyAlone(here, { ttlMs, client }).catch((error: unknown) => error)
    await until(() => scratch.read('pid').endsWith('\n'))
    await clock.advance(9_000)
    expect(await answer).toMatchObject({ code: 'source-timeout', remedy: expect.stringContaining('warmkey up') })
    await until(() => !isRunning(Number(scratch.read('pid'))))
  })

  test('is asked of the profile that is named', async () => {
    using scratch = makeScratch()
    scratch.write('home/readme', '')
    const [two] = Object.values(work('echo fake-key-two'))
    const here = places(scratch, createFakeClock(), { ...work('echo fake-key-one'), home: two })
    const ask = (profile?: string) => keyAlone(here, { ttlMs, client: null, profile }).catch((error: unknown) => error)
    expect(await ask('home')).toMatchObject({ key: 'fake-key-two', profile: 'home' })
    expect(await ask('work')).toMatchObject({ key: 'fake-key-one', profile: 'work' })
    expect(await ask()).toMatchObject({ code: 'profile-unknown', remedy: 'Name one with --profile: work, home.' })
    expect(await ask('none')).toMatchObject({ code: 'profile-unknown', remedy: 'There are: work, home.' })
  })
})
