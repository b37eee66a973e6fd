import { expect, test } from 'bun:test'
import { chooseLink, looked, regionOf } from './chain.ts'
import type { ProfileFiles } from './profile-files.ts'

const keys = { aws_access_key_id: 'AKIAFAKE', aws_secret_access_key: 'fake' }
const files = (profiles: ProfileFiles['profiles']): ProfileFiles => ({
  configFile: '/h/.aws/config',
  credentialsFile: '/h/.aws/credentials',
  profiles,
  ssoSessions: {},
})
const envKeys = { AWS_ACCESS_KEY_ID: 'AKIAFAKE', AWS_SECRET_ACCESS_KEY: 'fake' }
const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/x' }
const web = { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn' }
const off = { AWS_EC2_METADATA_DISABLED: 'true' }

for (const [name, profile, profiles, env, expected] of [
  ['keys of the environment before the default profile', undefined, { default: keys }, envKeys, ['environment', null]],
  [
    'AWS_PROFILE before keys of the environment',
    undefined,
    { dev: keys },
    { ...envKeys, AWS_PROFILE: 'dev' },
    ['profile keys', 'dev'],
  ],
  [
    'a named profile before AWS_PROFILE',
    'ops',
    { dev: keys, ops: keys },
    { AWS_PROFILE: 'dev' },
    ['profile keys', 'ops'],
  ],
  ['half a pair is none', undefined, { default: keys }, { AWS_ACCESS_KEY_ID: 'x' }, ['profile keys', 'default']],
  [
    'an empty variable is none',
    undefined,
    { default: keys },
    { AWS_PROFILE: '', AWS_ACCESS_KEY_ID: '' },
    ['profile keys', 'default'],
  ],
  ['a profile before web identity', undefined, { default: keys }, web, ['profile keys', 'default']],
  ['web identity before the container', undefined, {}, { ...web, ...container }, ['web identity', null]],
  ['the container before the instance', undefined, {}, container, ['container', null]],
  ['the instance at last', undefined, {}, {}, ['instance', null]],
  [
    'a profile with a region alone leaves it to the instance',
    'dev',
    { dev: { region: 'us-east-1' } },
    {},
    ['instance', null],
  ],
  [
    'AWS_PROFILE that is missing leaves it to the container',
    undefined,
    {},
    { AWS_PROFILE: 'gone', ...container },
    ['container', null],
  ],
] as const) {
  test(name, () => {
    const options = profile === undefined ? { type: 'aws' as const } : { type: 'aws' as const, profile }
    expect(chooseLink(options, files(profiles), env)).toMatchObject({ link: expected[0], profile: expected[1] })
  })
}

test('a named profile that is missing is never replaced by something else', () => {
  expect(chooseLink({ type: 'aws', profile: 'work' }, files({ default: keys }), envKeys)).toEqual({ missing: 'work' })
})

test('what is switched off is said to be', () => {
  const choice = chooseLink({ type: 'aws' }, files({}), off)
  expect('looked' in choice && choice.looked).toEqual(looked(files({}), off, 'default'))
  expect('looked' in choice && choice.looked.at(-1)).toContain('switched off')
})

test('a region by its order', () => {
  const section = { region: 'of-profile' }
  const env = { AWS_REGION: 'of-env', AWS_DEFAULT_REGION: 'of-default' }
  expect(regionOf({ type: 'aws', region: 'of-options' }, env, section)).toBe('of-options')
  expect(regionOf({ type: 'aws' }, env, section)).toBe('of-env')
  expect(regionOf({ type: 'aws' }, { ...env, AWS_REGION: '' }, section)).toBe('of-default')
  expect(regionOf({ type: 'aws' }, {}, section)).toBe('of-profile')
  expect(regionOf({ type: 'aws' }, {}, {})).toBeUndefined()
})
