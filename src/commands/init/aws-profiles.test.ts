import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { awsCandidates, readAwsProfiles } from './aws-profiles.ts'

const config = `
[default]
region=us-west-2
[profile dev]
sso_session = corp
region = us-east-1
[profile "quoted name"]
role_arn = arn:aws:iam::1:role/x
[sso-session corp]
sso_start_url = https://corp.example
[services x]
[profile empty]
output = json
`

test('names, regions and ways to sign in, and nothing else', () => {
  expect(readAwsProfiles(config, '/c', true)).toEqual([
    { name: 'default', region: 'us-west-2', how: '', file: '/c' },
    { name: 'dev', region: 'us-east-1', how: 'SSO', file: '/c' },
    { name: 'quoted name', region: null, how: 'a role', file: '/c' },
    { name: 'empty', region: null, how: '', file: '/c' },
  ])
  expect(readAwsProfiles('[a]\r\naws_access_key_id = AKIAFAKEFAKEFAKEFAKE\r\n', '/k', false)).toEqual([
    { name: 'a', region: null, how: 'keys', file: '/k' },
  ])
})

test('both files make one profile; the chosen one comes first; keys are not taken along', () => {
  const files = {
    '/home/dev/.aws/config': config,
    '/home/dev/.aws/credentials': '[default]\naws_access_key_id = AKIAFAKEFAKEFAKEFAKE\naws_secret_access_key = fake\n',
  }
  const all = awsCandidates(paperWorld({ files, env: { AWS_PROFILE: 'dev', AWS_REGION: 'eu-west-1' } }))
  expect(all.map(({ id, name, draft }) => [id, name, draft])).toEqual([
    [
      'aws:dev',
      'aws-dev',
      { source: { type: 'aws', profile: 'dev' }, upstream: { dialect: 'bedrock', region: 'us-east-1' } },
    ],
    [
      'aws:default',
      'aws',
      { source: { type: 'aws', profile: 'default' }, upstream: { dialect: 'bedrock', region: 'us-west-2' } },
    ],
    [
      'aws:quoted name',
      'aws-quoted-name',
      { source: { type: 'aws', profile: 'quoted name' }, upstream: { dialect: 'bedrock', region: 'eu-west-1' } },
    ],
  ])
  expect(JSON.stringify(all)).not.toMatch(/AKIA|"fake"/)
})

test('variables, by name', () => {
  const env = { AWS_BEARER_TOKEN_BEDROCK: 'fake-b', AWS_ACCESS_KEY_ID: 'fake-id', AWS_SECRET_ACCESS_KEY: 'fake-key' }
  const all = awsCandidates(paperWorld({ env }))
  expect(all.map(({ id }) => id)).toEqual(['env:AWS_BEARER_TOKEN_BEDROCK', 'env:AWS_ACCESS_KEY_ID'])
  expect(JSON.stringify(all)).not.toContain('fake-')
  expect(awsCandidates(paperWorld({ env: { AWS_ACCESS_KEY_ID: 'fake-id' } }))).toEqual([])
})

test('other places that the variables name', () => {
  const files = { '/etc/aws': '[profile x]\ncredential_process = x\n' }
  const [found] = awsCandidates(paperWorld({ files, env: { AWS_CONFIG_FILE: '/etc/aws' } }))
  expect(found).toMatchObject({ title: 'AWS profile x (a program), for Bedrock', place: '/etc/aws' })
})
