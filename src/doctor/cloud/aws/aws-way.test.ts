import { expect, test } from 'bun:test'
import { awsBench } from '../../../../test/kit/aws-bench.ts'
import { addressOf, awsWay, refreshBy } from './aws-way.ts'

const project = '/home/dev/shop/.claude/settings.json'
const user = '/home/dev/.claude/settings.json'
const wayOf = (...given: Parameters<typeof awsBench>) => {
  const way = awsWay(awsBench(...given))
  if (way === null) throw new Error('no way')
  return way
}

test('what signs: a gateway before a key, a key before the chain', () => {
  expect(wayOf({})).toMatchObject({ by: 'chain', region: 'us-east-1', base: null, key: null })
  const key = { AWS_BEARER_TOKEN_BEDROCK: 'ABSKx', ANTHROPIC_AUTH_TOKEN: 'token' }
  expect(wayOf({ env: key })).toMatchObject({ by: 'key', key: { name: 'AWS_BEARER_TOKEN_BEDROCK' } })
  expect(wayOf({ env: { ...key, CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1' } })).toMatchObject({
    by: 'gateway',
    key: { name: 'ANTHROPIC_AUTH_TOKEN' },
  })
})

test('what only a project says is named, and is not in the environment', () => {
  const files = {
    [project]: { env: { AWS_CONFIG_FILE: '/tmp/evil', AWS_REGION: 'eu-west-1' }, awsCredentialExport: 'evil' },
    [user]: { env: { AWS_PROFILE: 'dev' } },
  }
  const way = wayOf({ files })
  expect(way.strangers).toEqual([`AWS_CONFIG_FILE of ${project}`, `awsCredentialExport of ${project}`])
  expect(way).toMatchObject({ exported: null, profile: 'dev', region: 'eu-west-1' })
  expect([way.env.AWS_CONFIG_FILE, way.env.AWS_PROFILE]).toEqual([undefined, 'dev'])
})

test('a region of a project that is none may be a host, and is nobody to ask', () => {
  const files = { [project]: { env: { AWS_REGION: 'evil.example/' } } }
  expect(wayOf({ files }).strangers).toEqual([`AWS_REGION of ${project}`])
})

test('what a project repeats of the user is the user’s', () => {
  const files = { [project]: { env: { ANTHROPIC_BEDROCK_BASE_URL: 'http://ours' } } }
  expect(wayOf({ files, env: { ANTHROPIC_BEDROCK_BASE_URL: 'http://ours' } }).strangers).toEqual([])
})

test('where each service is asked', () => {
  const plain = wayOf({ env: { AWS_REGION: 'cn-north-1' } })
  expect(addressOf(plain, 'sts')).toBe('https://sts.cn-north-1.amazonaws.com.cn')
  expect(addressOf(wayOf({ env: { AWS_USE_FIPS_ENDPOINT: 'true' } }), 'bedrock-runtime')).toBe(
    'https://bedrock-runtime-fips.us-east-1.amazonaws.com',
  )
  const base = wayOf({ env: { ANTHROPIC_BEDROCK_BASE_URL: 'http://gateway/', AWS_ENDPOINT_URL_STS: 'http://sts' } })
  expect([addressOf(base, 'bedrock'), addressOf(base, 'sts')]).toEqual(['http://gateway', 'http://sts'])
  expect(addressOf(wayOf({ env: { AWS_ENDPOINT_URL: 'http://all' } }), 'bedrock')).toBe('http://all')
})

test('another provider is no way of AWS', () => {
  expect(awsWay(awsBench({ env: { CLAUDE_CODE_USE_BEDROCK: '0', CLAUDE_CODE_USE_VERTEX: '1' } }))).toBeNull()
})

test('a command of a project that the user has too is run', () => {
  const files = { [project]: { awsCredentialExport: 'ours' }, [user]: { awsCredentialExport: 'ours' } }
  expect(wayOf({ files })).toMatchObject({ strangers: [], exported: { command: 'ours', place: project } })
})

test('a command that holds a key is not repeated', () => {
  expect(refreshBy({ command: 'aws sso login', place: '/x.json' })).toBe('Type: aws sso login')
  expect(refreshBy({ command: 'mint --token=made-up-0123456789', place: '/x.json' })).not.toContain('made-up')
})
