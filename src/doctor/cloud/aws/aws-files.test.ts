import { expect, test } from 'bun:test'
import { awsBench } from '../../../../test/kit/aws-bench.ts'
import { accountOf, readAwsFiles } from './aws-files.ts'

test('profiles of both files, sessions of SSO, comments and nested settings', () => {
  const files = {
    '/home/dev/.aws/config':
      '[default]\nregion = eu-west-1 # near\n\n[profile dev]\nsso_session=corp\ns3 =\n  region = nowhere\n[sso-session corp]\nsso_region = eu-north-1\n',
    '/home/dev/.aws/credentials': '[dev]\nAWS_ACCESS_KEY_ID = one\r\n',
  }
  const read = readAwsFiles(awsBench({ files }), {})
  expect(read.profiles.default).toEqual({ region: 'eu-west-1' })
  expect(read.profiles.dev).toEqual({ sso_session: 'corp', s3: '', aws_access_key_id: 'one' })
  expect(read.ssoSessions.corp).toEqual({ sso_region: 'eu-north-1' })
})

test('files that are elsewhere, and files that are not', () => {
  const bench = awsBench({ files: { '/etc/aws': '[profile a]\nregion = x\n' } })
  expect(Object.keys(readAwsFiles(bench, { AWS_CONFIG_FILE: '/etc/aws' }).profiles)).toEqual(['a'])
  expect(readAwsFiles(bench, {}).profiles).toEqual({})
})

test('the account that a profile names', () => {
  const role = '[profile role]\nrole_arn = arn:aws-us-gov:iam::123456789012:role/x\nsso_account_id = 2\n'
  const config = `${role}[profile sso]\nsso_account_id = 210987654321\n[profile keys]\nregion = x\n`
  const files = readAwsFiles(awsBench({ files: { '/home/dev/.aws/config': config } }), {})
  const accounts = ['role', 'sso', 'keys', 'gone'].map((name) => accountOf(files, name))
  expect(accounts).toEqual(['123456789012', '210987654321', null, null])
})
