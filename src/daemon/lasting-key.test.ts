import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { makeScratch } from '../../test/kit/scratch.ts'
import { openKeyStore } from './key-store.ts'
import { issueLastingKey } from './lasting-key.ts'

test('the text of a lasting key is what opens the gateway, and is kept nowhere', () => {
  using scratch = makeScratch()
  const places = { state: scratch.path('state'), localKeys: scratch.path('state/local-keys.json') }
  const store = openKeyStore(places, 'linux', createFakeClock())
  const { id, text } = issueLastingKey(store, { profile: 'work', holder: '/s.json' })
  expect(text).toMatch(/^wk-[\w-]{43}$/)
  expect(store.find(text)).toEqual({ profile: 'work', kind: 'lasting' })
  expect(store.list().map((key) => key.id)).toEqual([id])
  expect(scratch.read('state/local-keys.json')).not.toContain(text)
})
