import { expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { startAwsDouble } from '../../../../test/kit/aws-double.ts'
import { makeAwsHome } from '../../../../test/kit/aws-home.ts'
import { createFakeClock } from '../../../../test/kit/fake-clock.ts'
import { systemClock } from '../../../clock.ts'
import { ssoTokenFile } from './profile-files.ts'
import { readSsoToken, refreshSsoToken, signInBefore, unreachable } from './sso-token.ts'

const section = { sso_session: 'corp' }
const whole = {
  accessToken: 'canary-access',
  expiresAt: '2030-01-01T00:00:00Z',
  clientId: 'client',
  clientSecret: 'canary-client',
  refreshToken: 'canary-refresh-1',
  registrationExpiresAt: '2031-01-01T00:00:00Z',
  kept: 'as it was',
}

test('a token is what the AWS CLI wrote, or none', () => {
  using home = makeAwsHome()
  expect(readSsoToken(section, home.scratch.root)).toBeNull()
  home.ssoToken('corp', { expiresAt: 'soon', accessToken: 'x' })
  expect(readSsoToken(section, home.scratch.root)).toBeNull()
  home.ssoToken('corp', whole)
  expect(readSsoToken(section, home.scratch.root)).toMatchObject({ refreshable: true })
  expect(signInBefore(readSsoToken(section, home.scratch.root))).toBe(Date.parse('2031-01-01'))
  const { refreshToken: _, ...old } = whole
  home.ssoToken('corp', old)
  expect(signInBefore(readSsoToken(section, home.scratch.root))).toBe(Date.parse('2030-01-01'))
})

test('a refreshed token keeps everything else of its file, for its owner alone', async () => {
  await using double = startAwsDouble()
  using home = makeAwsHome()
  home.ssoToken('corp', whole)
  const clock = createFakeClock(Date.parse('2030-01-01'))
  expect(await refreshSsoToken(section, home.scratch.root, double.url, clock)).toEqual({ kind: 'refreshed' })
  const file = ssoTokenFile(section, home.scratch.root)
  const written = await Bun.file(file).json()
  expect(written).toEqual({
    ...whole,
    ...double.wanted,
    containerToken: undefined,
    isAllowed: undefined,
    expiresAt: '2030-01-01T01:00:00.000Z',
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(double.mistakes).toEqual([])
})

test('a refusal means a person, all else the network', async () => {
  await using double = startAwsDouble()
  using home = makeAwsHome()
  const refresh = () => refreshSsoToken(section, home.scratch.root, double.url, systemClock)
  expect(await refresh()).toEqual({ kind: 'over' })
  home.ssoToken('corp', { ...whole, refreshToken: 'canary-of-old' })
  expect(await refresh()).toEqual({ kind: 'over' })
  home.ssoToken('corp', whole)
  double.on('oidc', { status: 503, body: 'later' })
  const { host } = new URL(double.url)
  expect(await refresh()).toEqual({ kind: 'unreachable', host, why: 'it answered 503' })
  expect(unreachable(host, 'it answered 503')).toMatchObject({ code: 'source-unavailable', transient: true })
})
