import { expect, test } from 'bun:test'
import { lstatSync, rmSync } from 'node:fs'
import { startEmulator } from '../../emulator/emulator.ts'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { makeScratch, type Scratch } from '../../test/kit/scratch.ts'
import { until } from '../../test/kit/until.ts'
import { systemClock } from '../clock.ts'
import { openLocalKey, readLocalKey } from '../gateway/local-keys.ts'
import { askDaemon, findSocket } from './control-client.ts'
import type { StartedBy, Status } from './control-protocol.ts'
import type { Notice } from './notification.ts'
import { openResident, type ResidentOptions } from './resident.ts'

const key = readLocalKey(`wk-${'k'.repeat(43)}`)
const headers = { 'x-api-key': openLocalKey(key), 'anthropic-version': '2023-06-01' }

function options(scratch: Scratch, startedBy: StartedBy, more: Partial<ResidentOptions> = {}): ResidentOptions {
  const env = {
    XDG_STATE_HOME: scratch.path('state'),
    WARMKEY_CONFIG: scratch.path('config.jsonc'),
    PATH: '/usr/bin:/bin',
  }
  return {
    startedBy,
    version: '1.2.3',
    pid: process.pid,
    places: { env, home: scratch.root, platform: process.platform },
    clock: systemClock,
    only: [],
    port: null,
    keys: {},
    notify: () => {},
    ...more,
  }
}

const configure = (scratch: Scratch, url: string, more: object = {}) =>
  scratch.write(
    'config.jsonc',
    JSON.stringify({
      listen: { port: 0 },
      profiles: { work: { source: { type: 'command', command: 'echo fake-key-12345', ...more }, upstream: { url } } },
    }),
  )

const status = async ({ places }: ResidentOptions): Promise<Status> => {
  const answer = await askDaemon<Status>(findSocket(places) ?? '', { method: 'GET', path: '/v1/status' })
  return answer as Status
}

test('a key of this process opens the gateway; status says what it did', async () => {
  using scratch = makeScratch()
  const upstream = await startEmulator()
  upstream.accept('fake-key-12345')
  configure(scratch, upstream.url)
  const all = options(scratch, 'person', { keys: { work: key } })
  const resident = await openResident(all)
  const answer = await fetch(`${resident.url}/v1/models`, { headers })
  expect(answer.status).toBe(200)
  await answer.text()
  expect(await status(all)).toMatchObject({
    version: 1,
    warmkey: '1.2.3',
    pid: process.pid,
    startedBy: 'person',
    url: resident.url,
    profiles: [{ name: 'work', isDefault: true, counts: { requests: 1, renewals: 1 } }],
  })
  await resident.close()
  expect(findSocket(all.places)).toBeNull()
  await upstream.close()
})

test('somebody who asks it to end is answered first', async () => {
  using scratch = makeScratch()
  configure(scratch, 'https://a.example')
  const all = options(scratch, 'up')
  const resident = await openResident(all)
  const stop = { method: 'POST', path: '/v1/stop' } as const
  expect<unknown>(await askDaemon(findSocket(all.places) ?? '', stop)).toEqual({ pid: process.pid, running: 0 })
  await resident.over
  await resident.close()
  // Everything is free for the next.
  await (await openResident(all)).close()
})

test('one that a run has started has no gateway, and ends half a minute after the last run', async () => {
  using scratch = makeScratch()
  configure(scratch, 'https://a.example')
  const clock = createFakeClock()
  const all = options(scratch, 'run', { clock })
  const resident = await openResident(all)
  expect(resident.url).toBeNull()
  let over = false
  void resident.over.then(() => {
    over = true
  })
  const gone = new AbortController()
  const attached = await fetch('http://warmkey/v1/attach', { unix: findSocket(all.places) ?? '', signal: gone.signal })
  await clock.advance(3_600_000)
  expect([over, resident.status().attached]).toEqual([false, 1])
  gone.abort()
  await attached.text().catch(() => {})
  await until(() => resident.status().attached === 0)
  await clock.advance(29_999)
  expect(over).toBe(false)
  await clock.advance(1)
  expect(over).toBe(true)
  await resident.close()
})

test('it also ends when its socket is taken away, while one that is to last puts it back', async () => {
  using scratch = makeScratch()
  configure(scratch, 'https://a.example')
  const byRun = options(scratch, 'run')
  const short = await openResident(byRun)
  const socket = findSocket(byRun.places) ?? ''
  rmSync(socket)
  await short.over
  await short.close()
  const lasting = await openResident(options(scratch, 'up'))
  rmSync(socket)
  await until(() => lstatSync(socket, { throwIfNoEntry: false }) !== undefined)
  expect((await status(byRun)).startedBy).toBe('up')
  await lasting.close()
})

test('a person who has to sign in is told', async () => {
  using scratch = makeScratch()
  const inTenMinutes = new Date(systemClock.nowMs() + 600_000).toISOString()
  const upstream = await startEmulator()
  configure(scratch, upstream.url, {
    command: `echo '{"access_token":"fake-key-12345","sign_in_before":"${inTenMinutes}"}'`,
    signIn: 'corp login',
  })
  const notices: Notice[] = []
  const resident = await openResident(
    options(scratch, 'person', { keys: { work: key }, notify: (notice) => void notices.push(notice) }),
  )
  await (await fetch(`${resident.url}/v1/models`, { headers })).text()
  await until(() => notices.length > 0)
  expect(notices).toEqual([
    { title: expect.stringMatching(/^warmkey: sign in before \d\d:\d\d$/), text: 'Type: corp login' },
  ])
  expect(resident.status().profiles[0]?.signIn).toEqual({ beforeMs: Date.parse(inTenMinutes), how: 'corp login' })
  await resident.close()
  await upstream.close()
})

test('what it did is in its log, and no key is', async () => {
  using scratch = makeScratch()
  const upstream = await startEmulator()
  upstream.accept('fake-key-12345')
  configure(scratch, upstream.url)
  const resident = await openResident(options(scratch, 'up', { keys: { work: key } }))
  await (await fetch(`${resident.url}/v1/models`, { headers })).text()
  await resident.close()
  const log = scratch.read('state/warmkey/daemon.log')
  const types = log
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { type: string }).type)
  expect(types).toEqual(['started', 'renewed', 'ended'])
  expect(log).not.toContain('fake-key')
  await upstream.close()
})
