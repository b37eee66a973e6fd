import { describe, expect, test } from 'bun:test'
import { profileSchema, upstreamSchema } from './profile.ts'

const profile = (upstream: object, more: object = {}) => ({ source: { type: 'env', name: 'KEY' }, upstream, ...more })
const facts = (value: unknown): string[] =>
  profileSchema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []

describe('an upstream', () => {
  test.each([
    'https://llm.example',
    'https://llm.example/base/path',
    'http://127.0.0.1:8080',
    'http://localhost:1',
    'http://[::1]:1',
  ])('may be %s', (url) => {
    expect(facts(profile({ url }))).toEqual([])
  })

  test.each([
    ['http://llm.example', 'is not encrypted'],
    ['http://127.0.0.1.evil.example', 'is not encrypted'],
    ['ftp://llm.example', 'must begin with https://'],
    ['llm.example', 'is not a URL'],
    ['https://me:pw@llm.example', 'holds a user name'],
    ['https://llm.example/?key=1', 'without ? and #'],
  ])('may not be %s', (url, fact) => {
    expect(facts(profile({ url })).join()).toContain(fact)
  })

  test.each([
    ['http://proxy.example:3128', true],
    [false, true],
    ['socks5://proxy.example:1080', false],
    ['proxy', false],
  ])('takes the proxy %p: %p', (proxy, good) => {
    expect(facts(profile({ url: 'https://llm.example', proxy })).length === 0).toBe(good as boolean)
  })
})

test('every default is in its place', () => {
  expect(profileSchema.parse(profile({ url: 'https://llm.example' }))).toEqual({
    source: { type: 'env', name: 'KEY' },
    upstream: { url: 'https://llm.example', dialect: 'messages' },
    models: {},
    renewOn: [],
    denyOn: [],
    limits: {},
    renewal: {},
    export: 'allow',
  })
})

test('a rule that says nothing is refused', () => {
  expect(facts(profile({ url: 'https://llm.example' }, { renewOn: [{}] })).join()).toContain(
    'names neither a status nor a text',
  )
})

describe('an upstream of AWS', () => {
  const upstream = (block: object) => {
    const result = upstreamSchema.safeParse(block)
    return result.success
      ? result.data
      : result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join()
  }
  test.each<[string, object, object]>([
    [
      'a region is enough for Bedrock',
      { dialect: 'bedrock', region: 'us-east-1' },
      { url: 'https://bedrock-runtime.us-east-1.amazonaws.com', service: 'bedrock' },
    ],
    [
      'and so is an address that tells it',
      { dialect: 'bedrock', url: 'https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com' },
      { service: 'bedrock', region: 'us-gov-west-1' },
    ],
    [
      'an interface endpoint of a VPC',
      { dialect: 'bedrock', url: 'https://vpce-1.bedrock-runtime.eu-west-1.vpce.amazonaws.com' },
      { service: 'bedrock', region: 'eu-west-1' },
    ],
    [
      'a proxy of the company, with the region beside it',
      { dialect: 'bedrock', url: 'https://llm.corp.example/bedrock', region: 'eu-west-1' },
      { url: 'https://llm.corp.example/bedrock', service: 'bedrock' },
    ],
    [
      'the Claude Platform on AWS by its address',
      { url: 'https://aws-external-anthropic.us-west-2.api.aws', workspace: 'wrkspc_1' },
      { dialect: 'messages', service: 'aws-external-anthropic', region: 'us-west-2', workspace: 'wrkspc_1' },
    ],
    [
      'Mantle by its name',
      { service: 'bedrock-mantle', region: 'us-east-1' },
      { dialect: 'messages', url: 'https://bedrock-mantle.us-east-1.api.aws/anthropic' },
    ],
    [
      'a gateway of the company that AWS guards',
      { url: 'https://abc.execute-api.eu-west-1.amazonaws.com/prod', service: 'execute-api' },
      { dialect: 'messages', region: 'eu-west-1' },
    ],
    [
      'another dialect is left alone',
      { url: 'https://abc.execute-api.eu-west-1.amazonaws.com/prod' },
      { dialect: 'messages', url: 'https://abc.execute-api.eu-west-1.amazonaws.com/prod' },
    ],
  ])('%s', (_, block, wanted) => {
    const read = upstream(block)
    expect(read).toMatchObject(wanted)
    // What a run hands to the daemon is read a second time.
    expect(upstream(read as object)).toEqual(read)
  })

  test.each<[string, object, string]>([
    ['no region', { dialect: 'bedrock' }, 'region is missing'],
    [
      'an address that tells none',
      { dialect: 'bedrock', url: 'https://llm.corp.example' },
      'region is missing, and the',
    ],
    ['a region that is none', { dialect: 'bedrock', region: 'virginia' }, 'region is not the name of an AWS region'],
    [
      'two regions',
      { dialect: 'bedrock', region: 'us-east-1', url: 'https://bedrock-runtime.us-west-2.amazonaws.com' },
      'region is not the region of the address, which is us-west-2',
    ],
    ['a region that nothing needs', { url: 'https://x.example', region: 'us-east-1' }, 'region says nothing without'],
    [
      'a service without an address',
      { service: 'execute-api', region: 'us-east-1' },
      'url is missing, and "execute-api"',
    ],
    ['neither', {}, 'url Invalid input: expected string'],
    ['an address that is none', { dialect: 'bedrock', url: 'bedrock' }, 'url is not a URL'],
  ])('%s is named', (_, block, words) => {
    expect(upstream(block)).toStartWith(words)
  })
})
