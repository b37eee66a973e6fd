import { expect, test } from 'bun:test'
import { inspect } from 'node:util'
import { createLocalKeys, localKeyShape, openLocalKey, readLocalKey } from './local-keys.ts'

const caller = { profile: 'work', kind: 'run' } as const

test('a key that was issued is known, and nothing that resembles it', () => {
  const keys = createLocalKeys()
  const key = openLocalKey(keys.issue(caller))
  expect(key).toMatch(localKeyShape)
  expect(keys.find(key)).toEqual(caller)
  const flipped = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A')
  for (const other of ['', key.slice(0, -1), `${key}A`, ` ${key}`, flipped, key.toUpperCase(), 'wk-']) {
    expect(keys.find(other)).toBeNull()
  }
})

test('each key opens its own profile', () => {
  const keys = createLocalKeys()
  const work = keys.issue(caller)
  const home = keys.issue({ profile: 'home', kind: 'lasting' })
  expect(openLocalKey(work)).not.toBe(openLocalKey(home))
  expect(keys.find(openLocalKey(home))).toEqual({ profile: 'home', kind: 'lasting' })
  expect(keys.find(openLocalKey(work))).toEqual(caller)
})

test('a key that its user keeps is known once it is admitted, also by another process with the same HMAC key', () => {
  const hmacKey = new Uint8Array(32).fill(7)
  const kept = readLocalKey(`wk-${'a'.repeat(43)}`)
  const keys = createLocalKeys(hmacKey)
  expect(keys.find(openLocalKey(kept))).toBeNull()
  keys.admit(kept, caller)
  expect(keys.find(openLocalKey(kept))).toEqual(caller)
  expect(createLocalKeys(hmacKey).find(openLocalKey(kept))).toBeNull()
})

test('neither the keys nor a printed key show it', () => {
  const keys = createLocalKeys()
  const key = keys.issue(caller)
  expect(inspect(keys, { depth: 9 }) + inspect(key) + String(key) + JSON.stringify({ key })).not.toContain(
    openLocalKey(key).slice(3, 12),
  )
})

test('a truncated key does not have the shape of one', () => {
  expect(`wk-${'a'.repeat(42)}`).not.toMatch(localKeyShape)
  expect(`wk-${'a'.repeat(43)}\n`).not.toMatch(localKeyShape)
})
