import { expect, test } from 'bun:test'
import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { makeScratch, type Scratch } from '../../test/kit/scratch.ts'
import { openLocalKey } from '../gateway/local-keys.ts'
import { openKeyStore } from './key-store.ts'

const places = (scratch: Scratch) => ({
  state: scratch.path('state'),
  localKeys: scratch.path('state/local-keys.json'),
})
const open = (scratch: Scratch, clock = createFakeClock()) => openKeyStore(places(scratch), process.platform, clock)

test('a key that was given out is known to every daemon that comes later', () => {
  using scratch = makeScratch()
  const { id, key } = open(scratch).issue({ profile: 'work', holder: '/home/dev/.claude/settings.json' })
  expect(open(scratch).find(openLocalKey(key))).toEqual({ profile: 'work', kind: 'lasting' })
  expect(open(scratch).list()).toEqual([
    { id, profile: 'work', holder: '/home/dev/.claude/settings.json', issuedAt: '2026-01-01T00:00:00.000Z' },
  ])
})

test('the file has mode 0600 and holds no key', () => {
  using scratch = makeScratch()
  const { key } = open(scratch).issue({ profile: 'work', holder: 'x' })
  const path = places(scratch).localKeys
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(scratch.path('state')).mode & 0o777).toBe(0o700)
  const text = readFileSync(path, 'utf8')
  expect(text).not.toContain(openLocalKey(key))
  expect(text).not.toContain(openLocalKey(key).slice(3, 20))
})

test('a living daemon sees a new key at once and a revoked one within a second', async () => {
  using scratch = makeScratch()
  const clock = createFakeClock()
  const daemon = open(scratch, clock)
  expect(daemon.find('wk-unknown')).toBeNull()
  const { id, key } = open(scratch).issue({ profile: 'work', holder: 'x' })
  expect(daemon.find(openLocalKey(key))).toEqual({ profile: 'work', kind: 'lasting' })
  open(scratch).revoke((each) => each.id === id)
  await clock.advance(999)
  expect(daemon.find(openLocalKey(key))).not.toBeNull()
  await clock.advance(1)
  expect(daemon.find(openLocalKey(key))).toBeNull()
})

const writer = `
const [store, places, clock] = process.argv.slice(1)
const { openKeyStore } = await import(store)
const { systemClock } = await import(clock)
console.log(openKeyStore(JSON.parse(places), process.platform, systemClock).issue({ profile: 'work', holder: 'x' }).id)`

test('many processes at once lose none', async () => {
  using scratch = makeScratch()
  const args = [`${import.meta.dir}/key-store.ts`, JSON.stringify(places(scratch)), `${import.meta.dir}/../clock.ts`]
  const children = Array.from({ length: 4 }, () =>
    Bun.spawn([process.execPath, '-e', writer, ...args], { stdout: 'pipe', stderr: 'inherit' }),
  )
  const ids = await Promise.all(children.map(async ({ stdout }) => (await stdout.text()).trim()))
  const listed = open(scratch).list()
  expect(listed.map(({ id }) => id).sort()).toEqual(ids.sort())
})

test.each([
  ['that others can read', 'can be read by others on this machine'],
  ['that is a symbolic link', 'is a symbolic link'],
  ['with something else in it', 'does not hold local keys'],
])('a file %s is refused', (what, words) => {
  using scratch = makeScratch()
  scratch.write('elsewhere', '{}')
  if (what.includes('link')) {
    scratch.write('state/x', '')
    symlinkSync(scratch.path('elsewhere'), places(scratch).localKeys)
  } else scratch.write('state/local-keys.json', '{"version":1}')
  if (what.includes('others')) chmodSync(places(scratch).localKeys, 0o644)
  expect(() => open(scratch).find('wk-x')).toThrow(words)
})

test('a file that breaks while a daemon lives locks nobody out', async () => {
  using scratch = makeScratch()
  const clock = createFakeClock()
  const daemon = open(scratch, clock)
  const { key } = open(scratch).issue({ profile: 'work', holder: 'x' })
  expect(daemon.find(openLocalKey(key))).not.toBeNull()
  scratch.write('state/local-keys.json', 'broken')
  await clock.advance(5_000)
  expect(daemon.find(openLocalKey(key))).toEqual({ profile: 'work', kind: 'lasting' })
})
