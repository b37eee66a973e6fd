import { expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { daemonHome } from '../../test/kit/daemon-home.ts'
import { makeScratch } from '../../test/kit/scratch.ts'
import { systemClock } from '../clock.ts'
import { ownProgram, startDaemon, statusOf } from './background.ts'

const placeIn = (root: string) => ({
  env: { XDG_STATE_HOME: root, PATH: '/usr/bin:/bin' },
  home: root,
  platform: process.platform,
})

test('this very program', () => {
  expect(statSync(ownProgram('linux')).isFile()).toBe(true)
  expect(statSync(ownProgram('linux')).mode & 0o111).not.toBe(0)
  expect(ownProgram('win32')).toEndWith('\\bin\\warmkey.cmd')
})

test('one that ends instead of answering is told in its own words', async () => {
  using scratch = makeScratch()
  const program = scratch.write('warmkey', '#!/bin/sh\necho "the port is taken" >&2\nexit 2\n', 0o700)
  const place = placeIn(scratch.root)
  const starting = startDaemon({ program, place, startedBy: 'up', clock: systemClock })
  await expect(starting).rejects.toMatchObject({
    code: 'not-running',
    message: 'The daemon did not start. the port is taken',
  })
  expect(await statusOf(place, systemClock)).toBeNull()
})

test('one that starts is waited for; it has no terminal of ours and a session of its own', async () => {
  await using home = daemonHome()
  home.configure({
    listen: { port: 0 },
    profiles: { work: { source: { type: 'env', name: 'KEY' }, upstream: { url: 'https://a.example' } } },
  })
  const place = { env: home.env, home: home.scratch.path('home'), platform: process.platform }
  const status = await startDaemon({
    program: ownProgram(process.platform),
    place,
    startedBy: 'up',
    clock: systemClock,
  })
  expect((await home.status())?.pid).toBe(status.pid)
  if (process.platform === 'linux') {
    const stat = await Bun.file(`/proc/${status.pid}/stat`).text()
    const [, , , , session] = stat.slice(stat.lastIndexOf(')')).split(' ')
    expect(Number(session)).toBe(status.pid)
  }
})
