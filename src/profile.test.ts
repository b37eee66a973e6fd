import { describe, expect, test } from 'bun:test'
import { profileSchema } from './profile.ts'

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
