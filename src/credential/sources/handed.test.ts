import { expect, test } from 'bun:test'
import { createFakeClock } from '../../../test/kit/fake-clock.ts'
import { Secret } from '../../secret.ts'
import { env } from './env.ts'
import { type Handed, handedSource } from './handed.ts'

const own = env.create(
  { type: 'env', name: 'KEY' },
  { clock: createFakeClock(), env: { KEY: 'own-key-12345' }, home: '/' },
)
const never = new AbortController().signal

const given: Handed = { key: 'handed-key-12345', kind: 'bearer', expiresAtMs: 5_000, minted: true }

test('the credential of the other keeper, with its end', async () => {
  const { secret, kind, minted, life } = await handedSource(own, async () => given).obtain(never)
  expect({ key: secret.open(), kind, minted, life }).toEqual({
    key: 'handed-key-12345',
    kind: 'bearer',
    minted: true,
    life: { expiresAtMs: 5_000 },
  })
})

test('one without an end has none', async () => {
  const { life } = await handedSource(own, async () => ({ ...given, expiresAtMs: null })).obtain(never)
  expect(life).toEqual({})
})

test('the refused one is named by its fingerprint', async () => {
  const asked: (string | null)[] = []
  const source = handedSource(own, async (rejected) => {
    asked.push(rejected)
    return given
  })
  const refused = new Secret('refused-key')
  await source.obtain(never)
  await source.obtain(never, refused)
  expect(asked).toEqual([null, refused.fingerprint])
})

test('where the other keeper cannot be reached, the source itself is asked', async () => {
  const { secret } = await handedSource(own, async () => null).obtain(never)
  expect(secret.open()).toBe('own-key-12345')
})

test('it is the same source for people, and loses nothing when idle', () => {
  const { origin, stable, lapsesWhenIdle } = handedSource({ ...own, lapsesWhenIdle: true }, async () => given)
  expect({ origin, stable, lapsesWhenIdle }).toEqual({ origin: 'env KEY', stable: true, lapsesWhenIdle: false })
})

test('what the source itself was asked for is ended and given back', async () => {
  const steps: string[] = []
  const traits = { close: () => void steps.push('close'), giveBack: async () => void steps.push('give back') }
  const source = handedSource({ ...own, ...traits }, async () => null)
  source.close?.()
  await source.giveBack?.(never)
  expect(steps).toEqual(['close', 'give back'])
})
