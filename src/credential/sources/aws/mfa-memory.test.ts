import { expect, test } from 'bun:test'
import { createMfaMemory } from './mfa-memory.ts'

const session = {
  key: 'k',
  accessKeyId: 'ASIACANARY',
  secretAccessKey: 'canary',
  sessionToken: 'canary',
  expiresAtMs: 2_000,
}

test('a session is found while it lives, by its name alone', () => {
  const memory = createMfaMemory()
  memory.put(session)
  expect(memory.find('k', 1_999)).toEqual(session)
  expect(memory.find('other', 0)).toBeUndefined()
  expect(memory.find('k', 2_000)).toBeUndefined()
  expect(memory.find('k', 0)).toBeUndefined()
})

test('everybody who watches is told of each new one, until they stop', () => {
  const memory = createMfaMemory()
  let told = 0
  const changed = () => told++
  const stop = memory.watch(changed)
  memory.watch(changed)
  memory.put(session)
  stop()
  memory.put(session)
  expect(told).toBe(3)
})

test('nothing of it is shown', () => {
  const memory = createMfaMemory()
  memory.put(session)
  expect(Bun.inspect(memory) + JSON.stringify(memory)).not.toContain('canary')
})
