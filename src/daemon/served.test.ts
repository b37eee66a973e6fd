import { expect, test } from 'bun:test'
import { rmSync } from 'node:fs'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { makeScratch, type Scratch } from '../../test/kit/scratch.ts'
import { openServed, type ServedOptions } from './served.ts'

const profile = (url = 'https://a.example') => ({ source: { type: 'env', name: 'KEY' }, upstream: { url } })

function world(scratch: Scratch, more: Partial<ServedOptions> = {}) {
  const clock = createFakeClock()
  const path = scratch.path('config.jsonc')
  const write = (config: unknown) =>
    void scratch.write('config.jsonc', typeof config === 'string' ? config : JSON.stringify(config))
  const open = () =>
    openServed({
      places: { env: { WARMKEY_CONFIG: path }, home: scratch.root, platform: 'linux' },
      lastTaken: scratch.path('taken.json'),
      tolerant: false,
      only: [],
      listen: { port: 0 },
      keys: { find: () => null },
      deps: { clock, env: { KEY: 'fake-key-12345' }, home: scratch.root },
      ...more,
    })
  return { clock, path, write, open }
}

test('a changed configuration is taken, the same one is not taken again, a broken one changes nothing', async () => {
  using scratch = makeScratch()
  const { write, open, path, clock } = world(scratch)
  write({ default: 'a', profiles: { a: profile() } })
  const served = open()
  const url = served.url()
  expect([served.reload(), [...served.profiles().keys()], served.defaultProfile()]).toEqual([
    { kind: 'unchanged', problems: [] },
    ['a'],
    'a',
  ])
  await clock.advance(1_000)
  write({ default: 'b', profiles: { a: profile(), b: profile('https://b.example') } })
  expect(served.reload()).toEqual({ kind: 'taken', problems: [] })
  expect([[...served.profiles().keys()], served.defaultProfile(), served.url() === url]).toEqual([
    ['a', 'b'],
    'b',
    true,
  ])
  write('{')
  const refused = served.reload()
  expect([refused.kind, refused.problems.length, served.defaultProfile()]).toEqual(['refused', 1, 'b'])
  expect(served.config()).toEqual({ file: path, takenAtMs: clock.nowMs(), problems: refused.problems })
  write({ default: 'b', profiles: { a: profile(), b: profile('https://b.example') } })
  expect([served.reload().kind, served.config().problems]).toEqual(['unchanged', []])
  await served.close()
})

test('a configuration that is gone is refused, and one that never was is an empty one', async () => {
  using scratch = makeScratch()
  const { write, open, path } = world(scratch)
  write({ profiles: { a: profile() } })
  const served = open()
  rmSync(path)
  expect(served.reload().kind).toBe('refused')
  expect(served.kept('a').name).toBe('a')
  await served.close()

  const never = world(scratch, {
    places: { env: { XDG_CONFIG_HOME: scratch.path('none') }, home: scratch.root, platform: 'linux' },
  }).open()
  expect([never.url(), never.config().file, never.reload().kind]).toEqual([null, null, 'unchanged'])
  expect(() => never.kept(undefined)).toThrow('No profile was named')
  await never.close()
})

test('a start while the file is broken: with the one that was taken last, or with nothing, or not at all', async () => {
  using scratch = makeScratch()
  const { write, open } = world(scratch)
  write({ profiles: { a: profile() } })
  await open().close()
  write('broken')
  const last = open()
  expect([[...last.profiles().keys()], last.config().problems.length]).toEqual([['a'], 1])
  await last.close()
  const empty = world(scratch, { lastTaken: null, tolerant: true }).open()
  expect([empty.profiles().size, empty.config().problems.length]).toEqual([0, 1])
  await empty.close()
  expect(() => world(scratch, { lastTaken: null }).open()).toThrow('is not JSON here')
})

test('only some of the profiles', async () => {
  using scratch = makeScratch()
  const { write, open } = world(scratch, { only: ['b'] })
  write({ profiles: { a: profile(), b: profile() } })
  const served = open()
  expect([...served.profiles().keys()]).toEqual(['b'])
  write({ profiles: { a: profile() } })
  expect(served.reload()).toEqual({ kind: 'refused', problems: [expect.stringContaining('There is no profile "b"')] })
  await served.close()
})

test('the profile that is asked for, in words where there is none', async () => {
  using scratch = makeScratch()
  const { write, open } = world(scratch)
  write({ profiles: { a: profile(), b: profile('https://b.example') } })
  const served = open()
  expect(served.kept('b').profile.upstream.url).toBe('https://b.example')
  expect(() => served.kept(undefined)).toThrow('the configuration has no default one')
  expect(() => served.kept('c')).toThrow('There is no profile "c"')
  expect([served.keeperOf('a') === null, served.keeperOf('c')]).toEqual([false, null])
  await served.close()
})

test('without a gateway where none is wanted', async () => {
  using scratch = makeScratch()
  const { write, open } = world(scratch, { listen: null })
  write({ profiles: { a: profile() } })
  const served = open()
  expect([served.url(), served.kept('a').name, served.running()]).toEqual([null, 'a', 0])
  await served.close()
})

test('a keeper that is not needed any more outlasts the requests that began with it', async () => {
  using scratch = makeScratch()
  const { write, open, clock } = world(scratch)
  write({ profiles: { a: profile() } })
  const served = open()
  const old = served.keeperOf('a')
  write({ profiles: { a: profile('https://b.example') } })
  expect(served.reload().kind).toBe('taken')
  await clock.advance(179_999)
  expect((await old?.get())?.origin).toBe('env KEY')
  await clock.advance(1)
  await expect(Promise.resolve(old?.get())).rejects.toThrow('is closed')
  await served.close()
})

test('which profile counts in a directory is decided anew each time', async () => {
  using scratch = makeScratch()
  const { write, open } = world(scratch)
  scratch.write('corp/.git/HEAD', '')
  write({ default: 'a', profiles: { a: profile(), b: profile('https://b.example') } })
  const served = open()
  const name = () => served.kept(undefined, scratch.path('corp')).name
  expect(name()).toBe('a')
  scratch.write('corp/.warmkey.jsonc', '{"profile":"b"}')
  expect(name()).toBe('b')
  expect(served.kept('a', scratch.path('corp')).name).toBe('a')
  await served.close()
})
