import { expect, test } from 'bun:test'
import { makeScratch } from '../../test/kit/scratch.ts'
import { systemClock } from '../clock.ts'
import { env as envSource } from '../credential/sources/env.ts'
import { WarmkeyError } from '../errors.ts'
import { profileSchema } from '../profile.ts'
import { type ControlHandlers, openControl } from './control.ts'
import { openLink, throughLink } from './link.ts'
import { placesOf } from './places.ts'

const profile = profileSchema.parse({
  source: { type: 'command', command: 'mint' },
  upstream: { url: 'https://a.example' },
})
const wanted = { profile, env: { A: '1', B: undefined }, rejected: null }
const never = new AbortController().signal
const given = { key: 'fake-key-12345', kind: 'any', expiresAtMs: null, minted: false } as const

const unused = (): never => {
  throw new Error('not part of this test')
}

function world() {
  const scratch = makeScratch()
  const place = { env: { XDG_STATE_HOME: scratch.root }, home: scratch.root, platform: process.platform }
  const asked: unknown[] = []
  let attached = 0
  const open = (credential: ControlHandlers['credential'] = async () => given) =>
    openControl({
      places: placesOf(place),
      platform: process.platform,
      handlers: {
        status: unused,
        statusline: () => ({ text: '' }),
        tokenFor: unused,
        invalidate: unused,
        failures: () => ({ failures: [] }),
        failed: () => {},
        reload: unused,
        stop: unused,
        attach: () => {
          attached++
          return () => {
            attached--
          }
        },
        credential: (request, signal) => {
          asked.push(request)
          return credential(request, signal)
        },
      },
    })
  return { scratch, place, asked, attached: () => attached, open }
}

test('the credential of the daemon, which is told source, environment and what was refused', async () => {
  const { scratch, place, asked, attached, open } = world()
  using _ = scratch
  const control = open()
  const link = openLink({ place, clock: systemClock, launch: unused })
  expect(await link.credential({ ...wanted, rejected: '0badcafe' }, never)).toEqual(given)
  expect(asked).toEqual([{ profile, env: { A: '1' }, rejected: '0badcafe' }])
  expect(attached()).toBe(1)
  expect(await link.credential(wanted, never)).toEqual(given)
  expect(attached()).toBe(1)
  link.close()
  await control.close(true)
})

test('the error of the source is its error here', async () => {
  const { scratch, place, open } = world()
  using _ = scratch
  const control = open(async () => {
    throw new WarmkeyError('source-needs-person', 'The login is over.', { remedy: 'Type: corp login' })
  })
  const link = openLink({ place, clock: systemClock, launch: unused })
  await expect(link.credential(wanted, never)).rejects.toMatchObject({
    code: 'source-needs-person',
    message: 'The login is over.',
    remedy: 'Type: corp login',
  })
  link.close()
  await control.close(true)
})

test('a daemon that does not know the question is as good as none', async () => {
  const { scratch, place, open } = world()
  using _ = scratch
  const control = open(async () => {
    throw new WarmkeyError('usage', 'What is that?')
  })
  const link = openLink({ place, clock: systemClock, launch: unused })
  expect(await link.credential(wanted, never)).toBeNull()
  link.close()
  await control.close(true)
})

test('where there is none, one is started; where that fails, it is not tried for a minute', async () => {
  const { scratch, place, open } = world()
  using _ = scratch
  let starts = 0
  const failing = openLink({
    place,
    clock: systemClock,
    launch: async () => {
      starts++
    },
  })
  expect(await failing.credential(wanted, never)).toBeNull()
  expect(await failing.credential(wanted, never)).toBeNull()
  expect(starts).toBe(1)
  failing.close()
  const started = Promise.withResolvers<ReturnType<typeof open>>()
  const link = openLink({
    place,
    clock: systemClock,
    launch: () => {
      started.resolve(open())
      return new Promise(() => {})
    },
  })
  expect(await link.credential(wanted, never)).toEqual(given)
  link.close()
  await (await started.promise).close(true)
})

test('a caller that goes away is no longer waited for', async () => {
  const { scratch, place, open } = world()
  using _ = scratch
  const begun = Promise.withResolvers<void>()
  const control = open(() => {
    begun.resolve()
    return new Promise(() => {})
  })
  const link = openLink({ place, clock: systemClock, launch: unused })
  const caller = new AbortController()
  const asking = link.credential(wanted, caller.signal)
  await begun.promise
  caller.abort(new Error('enough'))
  await expect(asking).rejects.toThrow('enough')
  link.close()
  await control.close(true)
})

test('what is read in a moment is read here', () => {
  const source = envSource.create({ type: 'env', name: 'KEY' }, { clock: systemClock, env: {}, home: '/' })
  const link = { credential: unused, close: unused }
  const byEnv = profileSchema.parse({ source: { type: 'env', name: 'KEY' }, upstream: { url: 'https://a.example' } })
  expect(throughLink(link, {})(byEnv, source)).toBe(source)
  expect(throughLink(link, {})(profile, source)).not.toBe(source)
})
