import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { systemClock } from '../../clock.ts'
import { type FindDeps, findClient } from './client.ts'
import { interrupts } from './interrupts.ts'
import { quietScreen } from './screen.ts'

let scratch: Scratch
let cacheBefore: string | undefined
beforeEach(() => {
  scratch = makeScratch()
  cacheBefore = process.env.WARMKEY_CACHE
  process.env.WARMKEY_CACHE = scratch.path('cache')
})
afterEach(() => {
  if (cacheBefore === undefined) delete process.env.WARMKEY_CACHE
  else process.env.WARMKEY_CACHE = cacheBefore
  scratch[Symbol.dispose]()
})

const find = (wanted: string | undefined, change: Partial<FindDeps> = {}) => {
  mkdirSync(scratch.path('bin'), { recursive: true })
  return findClient(wanted, {
    context: {
      env: { PATH: scratch.path('bin') },
      home: scratch.root,
      platform: process.platform,
      cwd: scratch.root,
      clock: systemClock,
    },
    screen: quietScreen({ write: () => {} }),
    interrupts: interrupts(() => new AbortController().signal),
    world: paperWorld(),
    ...change,
  })
}

describe('the client', () => {
  test('is the program on PATH, whose version it says itself', async () => {
    mkdirSync(scratch.path('bin'))
    // Any program that knows --version: what matters here is that it is one, and what it says.
    symlinkSync(process.execPath, scratch.path('bin/claude'))
    expect(await find(undefined)).toEqual({
      path: scratch.path('bin/claude'),
      version: Bun.version,
      from: 'path',
      system: {},
    })
  })

  test('is the version that was asked for, though another is on PATH', async () => {
    mkdirSync(scratch.path('bin'))
    symlinkSync(process.execPath, scratch.path('bin/claude'))
    const path = scratch.write('cache/clients/claude-9.8.7/claude', '', 0o700)
    expect(await find('9.8.7')).toEqual({ path, version: '9.8.7', from: 'cache', system: {} })
  })

  test('is left out where managed settings would lead it to the company’s own gateway or helper', async () => {
    const world = paperWorld({
      files: { '/etc/claude-code/managed-settings.json': { apiKeyHelper: '/opt/company/key' } },
    })
    const path = scratch.write('cache/clients/claude-9.8.7/claude', '', 0o700)
    expect(path).toEndWith('claude')
    expect(await find('9.8.7', { world })).toEqual({
      skipped: 'managed settings (/etc/claude-code/managed-settings.json) decide where it goes on this machine',
    })
  })
})
