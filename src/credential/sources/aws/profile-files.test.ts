import { expect, test } from 'bun:test'
import { makeScratch } from '../../../../test/kit/scratch.ts'
import { configFileOf, credentialsFileOf, linkOf, profilePath, readText, ssoTokenFile } from './profile-files.ts'

const role = { role_arn: 'arn:aws:iam::123456789012:role/x' }
const keys = { aws_access_key_id: 'AKIAFAKE', aws_secret_access_key: 'fake' }

for (const [section, link] of [
  [{}, null],
  [{ region: 'us-east-1' }, null],
  [role, null],
  [keys, 'profile keys'],
  [{ ...role, source_profile: 'base' }, 'role'],
  [{ ...role, credential_source: 'Environment', ...keys }, 'role'],
  [{ ...role, web_identity_token_file: '/t' }, 'web identity'],
  [{ credential_process: 'x' }, 'credential_process'],
  [{ sso_session: 'corp' }, 'SSO'],
  [{ sso_start_url: 'https://x' }, 'SSO'],
  [{ login_session: 'x' }, 'console login'],
] as const) {
  test(`${JSON.stringify(section)}: ${link}`, () => expect(linkOf(section)).toBe(link))
}

test('roles lead from profile to profile, and a circle ends', () => {
  const files = (profiles: Record<string, Record<string, string>>) => ({
    configFile: '',
    credentialsFile: '',
    profiles,
    ssoSessions: {},
  })
  const a = { ...role, source_profile: 'b' }
  expect(profilePath(files({ a, b: { ...role, source_profile: 'c' }, c: keys }), 'a')).toEqual(['a', 'b', 'c'])
  expect(profilePath(files({ a, b: { ...role, source_profile: 'a' } }), 'a')).toEqual(['a', 'b'])
  expect(profilePath(files({ a }), 'a')).toEqual(['a'])
})

test('the files are where the environment says, or at home', () => {
  expect(configFileOf({}, '/h')).toBe('/h/.aws/config')
  expect(configFileOf({ AWS_CONFIG_FILE: '~/x' }, '/h')).toBe('/h/x')
  expect(credentialsFileOf({ AWS_SHARED_CREDENTIALS_FILE: '/y' }, '/h')).toBe('/y')
})

test('the token of a session lies under the SHA-1 of its name, of an old profile under that of its start URL', () => {
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
  const named = ssoTokenFile({ sso_session: 'my-sso', sso_start_url: 'https://x' }, '/h')
  expect(named).toBe(`/h/.aws/sso/cache/${sha1('my-sso')}.json`)
  expect(ssoTokenFile({ sso_start_url: 'https://x' }, '/h')).toContain(sha1('https://x'))
})

const sha1 = (text: string) => new Bun.CryptoHasher('sha1').update(text).digest('hex')

test('a file that is not there is empty', () => {
  using scratch = makeScratch()
  expect(readText(scratch.path('none'))).toBe('')
  expect(readText(scratch.write('some', 'text'))).toBe('text')
})
