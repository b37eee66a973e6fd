import { expect, test } from 'bun:test'
import { awsBench } from '../../../test/kit/aws-bench.ts'
import { readAwsFiles } from './aws-files.ts'

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
