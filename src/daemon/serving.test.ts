import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { type Profile, type ProfileInput, profileSchema } from '../profile.ts'
import { bringUp, leftOver, nothing } from './serving.ts'

const deps = { clock: createFakeClock(), env: { KEY: 'fake-key-12345' }, home: '/home/dev' }
const profile = (more: Partial<ProfileInput> = {}): Profile =>
  profileSchema.parse({ source: { type: 'env', name: 'KEY' }, upstream: { url: 'https://a.example' }, ...more })

test('what has not changed is taken over as it is', () => {
  const before = bringUp({ a: profile(), b: profile({ models: { x: 'y' } }) }, nothing, deps)
  const after = bringUp({ a: profile(), b: profile({ models: { x: 'z' } }) }, before, deps)
  expect(after.upstreams.get('a')).toBe(before.upstreams.get('a'))
  expect(after.upstreams.get('b')).not.toBe(before.upstreams.get('b'))
  // Another model name is no reason to lose a warm credential.
  expect(after.upstreams.get('b')?.keeper).toBe(before.upstreams.get('b')?.keeper)
  expect(leftOver(before, after)).toEqual([])
})

test('the same source, upstream and numbers share a keeper; anything else has one of its own', () => {
  const { upstreams, keepers } = bringUp(
    {
      a: profile(),
      b: profile({ denyOn: [{ status: 403 }] }),
      c: profile({ upstream: { url: 'https://b.example' } }),
      d: profile({ renewal: { lateWait: '1s' } }),
    },
    nothing,
    deps,
  )
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => upstreams.get(name)?.keeper)
  expect([a === b, a === c, a === d, keepers.size]).toEqual([true, false, false, 3])
})

test('what is not needed any more is left over', () => {
  const before = bringUp({ a: profile() }, nothing, deps)
  const after = bringUp({ a: profile({ upstream: { url: 'https://b.example' } }) }, before, deps)
  expect(leftOver(before, after)).toEqual([...before.keepers.values()])
})

test('a profile that cannot be brought up leaves nothing new behind and the old untouched', async () => {
  const before = bringUp({ a: profile() }, nothing, deps)
  const broken = { ...profile(), upstream: { ...profile().upstream, caFile: '/none/ca.pem' } }
  expect(() => bringUp({ a: profile(), c: broken }, before, deps)).toThrow('/none/ca.pem')
  const kept = await before.upstreams.get('a')?.keeper.get()
  expect(kept?.origin).toBe('env KEY')
})
