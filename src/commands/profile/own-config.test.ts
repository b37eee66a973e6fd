import { expect, test } from 'bun:test'
import { chmodSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { profileBench } from '../../../test/kit/profile-bench.ts'
import { systemClock } from '../../clock.ts'
import { takeLock } from '../../daemon/lock.ts'
import { configOf, readOwnConfig, writeOwnConfig } from './own-config.ts'

const add = ['profile', 'add', 'lab', '--variable', 'LAB_KEY', '--url', 'https://lab.example', '--yes'] as const

test('a broken file is refused with its line and left alone', async () => {
  using bench = profileBench()
  bench.write('{\n  "profiles": {\n    "work": {}\n  },\n  "profils": 1\n}\n')
  const before = bench.bytes()
  const { code, err } = await bench.warmkey(...add)
  expect([code, bench.bytes()]).toEqual([2, before])
  expect(err).toContain(`${bench.file}:5:3: profils is not a setting that warmkey knows.`)
  expect(err).toContain('Nothing was changed; mend this first.')
})

test.each([
  ['the file', 'home/.config/warmkey/config.jsonc', 'elsewhere.jsonc'],
  ['its directory', 'home/.config/warmkey', 'elsewhere'],
  ['one above', 'home/.config', 'elsewhere'],
])('%s behind a symbolic link is not written', async (_, link, target) => {
  using bench = profileBench()
  bench.write('{}')
  renameSync(bench.scratch.path(link), bench.scratch.path(target))
  symlinkSync(bench.scratch.path(target), bench.scratch.path(link))
  const { code, err } = await bench.warmkey(...add)
  expect([code, bench.bytes()]).toEqual([2, '{}'])
  expect(err).toContain(`${bench.scratch.path(link)} is a symbolic link`)
})

test('a file that is read-only, or UTF-16, or no file is left alone', async () => {
  using bench = profileBench()
  bench.write('{}')
  chmodSync(bench.file, 0o400)
  expect((await bench.warmkey(...add)).err).toContain('is read-only')
  chmodSync(bench.file, 0o600)
  bench.write(new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]))
  expect((await bench.warmkey(...add)).err).toContain('UTF-16')
  bench.write(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]))
  expect((await bench.warmkey(...add)).err).toContain('is not UTF-8')
})

test('what would make it wrong is never written', () => {
  expect(() => configOf('{"default":"x"}', '/c')).toThrow(
    'That would make a wrong configuration. default names the profile "x", which is not defined.',
  )
  expect(Object.keys(configOf('{}', '/c').profiles)).toEqual([])
})

const place = (bench: ReturnType<typeof profileBench>) => ({
  env: { XDG_STATE_HOME: bench.scratch.path('state') },
  home: bench.scratch.path('home'),
  platform: process.platform,
  clock: systemClock,
})

test('a file that was changed in between, or is being changed, is not written', () => {
  using bench = profileBench()
  bench.write('{}')
  const here = place(bench)
  const read = readOwnConfig(here)
  bench.write('{ }')
  const change = { what: 'add', profile: 'x', records: [] }
  expect(() => writeOwnConfig(here, read, Buffer.from('{"a":1}'), change)).toThrow('was changed at this moment')
  const lock = takeLock(bench.scratch.path('state/warmkey/config.lock'))
  expect(() => writeOwnConfig(here, readOwnConfig(here), Buffer.from('{}'), change)).toThrow('Another warmkey')
  lock?.release()
  expect(bench.bytes()).toBe('{ }')
})

test('WARMKEY_CONFIG names another file, which is made where there is none', async () => {
  using bench = profileBench({ WARMKEY_CONFIG: '/nowhere' })
  using other = profileBench({ WARMKEY_CONFIG: bench.scratch.path('deep/er/mine.jsonc') })
  expect((await other.warmkey(...add)).code).toBe(0)
  expect(readFileSync(bench.scratch.path('deep/er/mine.jsonc'), 'utf8')).toContain('LAB_KEY')
  mkdirSync(bench.scratch.path('full'))
  writeFileSync(bench.scratch.path('full/file'), '')
  using blocked = profileBench({ WARMKEY_CONFIG: bench.scratch.path('full/file/mine.jsonc') })
  expect((await blocked.warmkey(...add)).code).toBe(2)
})

test('who only looks may do so through links, and where nothing may be written', async () => {
  using bench = profileBench()
  bench.write('{"profiles":{"work":{"source":{"type":"env","name":"K"},"upstream":{"url":"https://x.example"}}}}')
  chmodSync(bench.file, 0o400)
  renameSync(bench.file, bench.scratch.path('elsewhere.jsonc'))
  symlinkSync(bench.scratch.path('elsewhere.jsonc'), bench.file)
  for (const args of [
    ['profile', 'list'],
    ['profile', 'show', 'work'],
    ['profile', 'list', '--json'],
  ]) {
    const { code, out } = await bench.warmkey(...args)
    expect([code, out]).toEqual([0, expect.stringContaining('work')])
  }
  expect((await bench.warmkey('init', '--json')).err).toBe('')
})
