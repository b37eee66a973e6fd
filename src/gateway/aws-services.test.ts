import { expect, test } from 'bun:test'
import { awsAddress, awsKeyHeader, awsServiceNames, readAwsHost } from './aws-services.ts'

test.each<[string, string | null, string]>([
  ['bedrock-runtime.us-east-1.amazonaws.com', 'bedrock', 'us-east-1'],
  ['bedrock.eu-central-1.amazonaws.com', 'bedrock', 'eu-central-1'],
  ['bedrock-runtime-fips.us-gov-west-1.amazonaws.com', 'bedrock', 'us-gov-west-1'],
  ['vpce-0a1b2c3d-4e5f-us-east-1a.bedrock-runtime.us-east-1.vpce.amazonaws.com', 'bedrock', 'us-east-1'],
  ['vpce-0a1b2c3d-4e5f.bedrock-runtime.ap-southeast-5.vpce.amazonaws.com', 'bedrock', 'ap-southeast-5'],
  ['bedrock-runtime.cn-northwest-1.amazonaws.com.cn', 'bedrock', 'cn-northwest-1'],
  ['bedrock-runtime.eu-west-3.api.aws', 'bedrock', 'eu-west-3'],
  ['Bedrock-Runtime.eusc-de-east-1.amazonaws.eu', 'bedrock', 'eusc-de-east-1'],
  ['aws-external-anthropic.us-west-2.api.aws', 'aws-external-anthropic', 'us-west-2'],
  ['bedrock-mantle.us-east-1.api.aws', 'bedrock-mantle', 'us-east-1'],
  ['abc123.execute-api.eu-west-1.amazonaws.com', null, 'eu-west-1'],
])('%s is %s in %s', (host, service, region) => {
  expect(readAwsHost(host)).toEqual({ service, region })
})

test.each([
  'llm.corp.example',
  'localhost',
  '127.0.0.1',
  '[::1]',
  'bedrock-runtime.us-east-1.amazonaws.com.evil.example',
  'bedrock-runtime.amazonaws.com',
  'bedrock-runtime.useast1.amazonaws.com',
  '',
])('%s tells no region', (host) => {
  expect(readAwsHost(host)).toBeNull()
})

test.each(['us-east-1', 'us-gov-west-1', 'cn-north-1', 'eusc-de-east-1', 'us-isob-east-1', 'mx-central-1'])(
  'the address of each service in %s tells that service and region again',
  (region) => {
    for (const service of awsServiceNames) {
      const { hostname } = new URL(awsAddress(service, region) ?? '')
      expect(readAwsHost(hostname)).toEqual({ service, region })
    }
  },
)

test('a service that is not known has neither address nor header', () => {
  expect([awsAddress('execute-api', 'us-east-1'), awsKeyHeader('execute-api')]).toEqual([null, null])
  expect(awsKeyHeader('bedrock')).toBe('authorization')
})
