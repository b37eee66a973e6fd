import { expect, test } from 'bun:test'
import { createFakeClock } from '../../../../test/kit/fake-clock.ts'
import { endOf, isOver, obtainCredentials, processForm } from './obtain.ts'

const keys = { accessKeyId: 'AKIAFAKE', secretAccessKey: 'fake' }
const at = (ms: number) => new Date(ms)

test('the end is that of who made them, not one that the SDK has put over it', () => {
  expect(endOf(keys)).toBeNull()
  expect(endOf({ ...keys, expiration: at(2_000) })).toBe(2_000)
  expect(endOf({ ...keys, expiration: at(900_000), originalExpiration: at(2_000) })).toBe(2_000)
  expect(endOf({ ...keys, expiration: at(Number.NaN) })).toBeNull()
})

test('they are over at their end', () => {
  const clock = createFakeClock(2_000)
  expect(isOver({ ...keys, expiration: at(2_000) }, clock)).toBe(true)
  expect(isOver({ ...keys, expiration: at(2_001) }, clock)).toBe(false)
  expect(isOver(keys, clock)).toBe(false)
})

test('the form of a credential process holds what there is', () => {
  expect(JSON.parse(processForm(keys))).toEqual({ Version: 1, AccessKeyId: 'AKIAFAKE', SecretAccessKey: 'fake' })
  expect(JSON.parse(processForm({ ...keys, sessionToken: 'token', expiration: at(0) }))).toEqual({
    Version: 1,
    AccessKeyId: 'AKIAFAKE',
    SecretAccessKey: 'fake',
    SessionToken: 'token',
  })
})

test('what the SDK refuses is refused', async () => {
  const chosen = { link: 'role', profile: 'no such', section: {}, wantsMfa: false } as const
  const here = { env: {}, clock: createFakeClock(), opened: () => {} }
  // The chain itself runs in a process of its own: ../aws.test.ts.
  const broken = obtainCredentials({ options: { type: 'aws', profile: 'no such' } }, chosen, here)
  const outcome = await broken.then(
    () => 'given',
    (error: Error) => error.name,
  )
  expect(outcome).toBe('CredentialsProviderError')
})
