import { expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { startAwsDouble } from '../../../../test/kit/aws-double.ts'
import { createFakeClock } from '../../../../test/kit/fake-clock.ts'
import { makeScratch } from '../../../../test/kit/scratch.ts'
import { until } from '../../../../test/kit/until.ts'
import { ssoTokenFile } from './profile-files.ts'
import { beginSignIn, endSignIn, type Visit } from './sso-device.ts'

const section = { sso_session: 'corp', sso_start_url: 'https://corp.example/start', sso_region: 'eu-central-1' }
const begun = (outcome: Awaited<ReturnType<typeof beginSignIn>>): Visit => {
  if ('failure' in outcome) throw new Error(outcome.failure.message)
  return outcome
}

test('a person opens a page, and the token lies where every program of AWS looks for it', async () => {
  await using double = startAwsDouble()
  using scratch = makeScratch()
  const clock = createFakeClock(Date.UTC(2026, 10, 21))
  const deps = { endpoint: double.url, home: scratch.root, clock }
  const visit = begun(await beginSignIn(section, deps))
  expect(visit).toMatchObject({ url: 'https://device.sso.example/?user_code=ABCD-EFGH', code: 'ABCD-EFGH' })
  const ended = endSignIn(section, visit.ticket, deps)
  await until(() => clock.timers > 0)
  double.wanted.isAllowed = true
  await clock.advance(5_000)
  expect(await ended).toEqual({ signedIn: true })
  const file = ssoTokenFile(section, scratch.root)
  expect(await Bun.file(file).json()).toEqual({
    startUrl: 'https://corp.example/start',
    region: 'eu-central-1',
    accessToken: 'canary-access-1',
    expiresAt: expect.stringMatching(/^2026-11-21T08:00:0\dZ$/),
    clientId: 'client',
    clientSecret: 'canary-client',
    registrationExpiresAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:]{8}Z$/),
    refreshToken: 'canary-refresh-1',
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(double).toMatchObject({ asked: ['register', 'device', 'device token', 'device token'], mistakes: [] })
})

test('one call waits for a while, and the next goes on', async () => {
  await using double = startAwsDouble()
  using scratch = makeScratch()
  const clock = createFakeClock()
  const deps = { endpoint: double.url, home: scratch.root, clock }
  const { ticket } = begun(await beginSignIn(section, deps))
  double.on('device token', { status: 400, body: { error: 'slow_down' } })
  const ended = endSignIn(section, ticket, deps)
  let outcome: unknown = null
  void ended.then((value) => {
    outcome = value
  })
  await until(async () => {
    if (clock.timers > 0) await clock.advance(clock.nextTimerMs ?? 0)
    return outcome !== null
  })
  expect(outcome).toEqual({ signedIn: false })
  // Each time it was told to slow down it did.
  expect(double.asked.filter((what) => what === 'device token').length).toBeLessThan(5)
})

for (const [error, words] of [
  ['access_denied', 'refused in the browser'],
  ['expired_token', 'not ended in its time'],
  ['invalid_client', '"invalid_client"'],
] as const) {
  test(`${error} is told`, async () => {
    await using double = startAwsDouble()
    using scratch = makeScratch()
    const deps = { endpoint: double.url, home: scratch.root, clock: createFakeClock() }
    const { ticket } = begun(await beginSignIn(section, deps))
    double.on('device token', { status: 400, body: { error } })
    expect(await endSignIn(section, ticket, deps)).toMatchObject({
      failure: { message: expect.stringContaining(words) },
    })
    expect(await Bun.file(ssoTokenFile(section, scratch.root)).exists()).toBe(false)
  })
}

test('what cannot begin says why', async () => {
  await using double = startAwsDouble()
  using scratch = makeScratch()
  const deps = { endpoint: double.url, home: scratch.root, clock: createFakeClock() }
  const why = async (endpoint = double.url) => {
    const outcome = await beginSignIn(section, { ...deps, endpoint })
    return 'failure' in outcome ? outcome.failure : null
  }
  double.on('device', { status: 400, body: { error: 'invalid_request', error_description: 'No such start URL.' } })
  expect(await why()).toMatchObject({ message: 'AWS does not begin a sign-in: "No such start URL".', transient: false })
  double.on('device', { status: 200, body: { deviceCode: 'x', verificationUri: 'javascript:alert(1)' } })
  expect(await why()).not.toBeNull()
  expect(await why('http://127.0.0.1:9')).toMatchObject({ code: 'source-unavailable', transient: true })
  expect(await endSignIn(section, 'nonsense', deps)).toMatchObject({ failure: { code: 'source-failed' } })
})
