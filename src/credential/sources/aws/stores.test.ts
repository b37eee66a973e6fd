import { expect, test } from 'bun:test'
import { startAwsDouble } from '../../../../test/kit/aws-double.ts'
import { keysOf, makeAwsHome } from '../../../../test/kit/aws-home.ts'
import { storeName, storeRegion } from './stores.ts'

const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:claude-AbCdEf'

test('the region of an ARN is its own', () => {
  expect(storeRegion({ type: 'aws', secret: arn }, 'us-east-1')).toBe('eu-west-1')
  expect(storeRegion({ type: 'aws', parameter: '/x' }, 'us-east-1')).toBe('us-east-1')
  expect(storeRegion({ type: 'aws', secret: 'x' }, undefined)).toBeUndefined()
})

test('each is called by its name', () => {
  expect(storeName({ type: 'aws', secret: 'x' })).toBe('the secret x of Secrets Manager')
  expect(storeName({ type: 'aws', parameter: '/x' })).toBe('the parameter /x of Parameter Store')
})

test('a version goes along with the name', async () => {
  await using double = startAwsDouble()
  using home = makeAwsHome(double.url)
  home.credentials(keysOf('dev', 1))
  const error = await home.refusal(home.source({ profile: 'dev', region: 'eu-west-1', parameter: '/x', version: '3' }))
  expect(error.message).toContain('Parameter /x:3 not found')
  expect(double.mistakes).toEqual([])
})
