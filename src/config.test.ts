import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { chooseProfile, configJsonSchema, parseConfig } from './config.ts'

const file = '/home/dev/.config/warmkey/config.jsonc'
const parse = (text: string) => parseConfig(text, file)

const good = `{
  // the company's gateway
  "default": "work",
  "profiles": {
    "work": {
      "source": { "type": "command", "command": "~/bin/mint-key", "ttl": "1h" },
      "upstream": { "url": "https://llm.corp.example/base", "header": "X-Api-Key" },
    },
  },
}`

/** The problems of a text as `line:column at fact`. */
function mistakes(text: string): string[] {
  const result = parse(text)
  return result.kind === 'problems'
    ? result.problems.map(({ line, column, at, fact }) => `${line}:${column} ${at} ${fact}`)
    : []
}

describe('a configuration that is right', () => {
  test('gets every default, comments and trailing commas allowed', () => {
    const result = parse(good)
    expect(result.kind).toBe('config')
    if (result.kind !== 'config') return
    expect(result.config.listen).toEqual({ port: 9276, hostname: '127.0.0.1', hosts: [], origins: [] })
    expect(result.config.profiles.work?.upstream).toEqual({
      url: 'https://llm.corp.example/base',
      dialect: 'messages',
      header: 'x-api-key',
    })
    expect(chooseProfile(result.config, undefined)?.name).toBe('work')
    expect(chooseProfile(result.config, 'other')).toBeNull()
  })

  test('may begin with a byte order mark, and offsets stay right', () => {
    expect(parse(`\uFEFF${good}`).kind).toBe('config')
    expect(mistakes('\uFEFF{\n  "deflt": 1\n}')).toEqual(['2:3 deflt is not a setting that warmkey knows'])
  })
})

describe('a mistake is named with its line, the fact and the next step', () => {
  const cases: readonly (readonly [name: string, text: string, expected: string])[] = [
    ['not JSON', '{\n  "profiles": {\n    oops\n', '3:5  is not JSON here'],
    ['unknown setting', '{\n  "profils": {}\n}', '2:3 profils is not a setting that warmkey knows'],
    ['a key that stands twice', '{\n  "profiles": {},\n  "profiles": {}\n}', '3:3 profiles stands twice'],
    [
      'a directory with a profile that is not there',
      '{\n  "directories": { "~/corp": "home" }\n}',
      '2:20 directories.~/corp names the profile "home", which is not defined',
    ],
    [
      'a directory that is somewhere else in each terminal',
      '{"profiles":{"a":{"source":{"type":"env","name":"KEY"},"upstream":{"url":"https://x.example"}}},\n"directories":{"corp":"a"}}',
      '2:16 directories.corp must be a whole path, or begin with "~/"',
    ],
    [
      'a number where text belongs',
      '{"profiles":{"a":{"source":{"type":"env","name":7},\n"upstream":{"url":"https://x.example"}}}}',
      '1:42 profiles.a.source.name must be a string',
    ],
    [
      'a default that is not there',
      '{\n  "default": "home"\n}',
      '2:3 default names the profile "home", which is not defined',
    ],
    [
      'plain HTTP',
      '{"profiles":{"a":{"source":{"type":"env","name":"KEY"},\n"upstream":{"url":"http://llm.example"}}}}',
      '2:13 profiles.a.upstream.url is not encrypted',
    ],
    [
      'a key in the URL',
      '{"profiles":{"a":{"source":{"type":"env","name":"KEY"},\n"upstream":{"url":"https://me:pw@llm.example"}}}}',
      '2:13 profiles.a.upstream.url holds a user name or password',
    ],
    [
      'a missing upstream',
      '{"profiles":{\n"a":{"source":{"type":"env","name":"KEY"}}}}',
      '2:1 profiles.a.upstream is missing',
    ],
    [
      'a source that does not exist',
      '{"profiles":{"a":{"source":\n{"type":"enviroment"},"upstream":{"url":"https://a.example"}}}}',
      'is not a type that warmkey knows',
    ],
    [
      'a secret where its place belongs',
      '{"profiles":{"a":{"source":{"type":"vault","path":"secret/x","auth":{"method":"token","token":"hvs.x"}},"upstream":{"url":"https://a.example"}}}}',
      'profiles.a.source.auth.token must say where the secret is kept',
    ],
    [
      'a SOCKS proxy',
      '{"profiles":{"a":{"source":{"type":"env","name":"KEY"},"upstream":{"url":"https://a.example","proxy":"socks5://x:1"}}}}',
      'is a SOCKS proxy',
    ],
    [
      'a duration without a unit',
      '{"profiles":{"a":{"source":{"type":"env","name":"KEY"},"upstream":{"url":"https://a.example"},"limits":{"minGap":"5"}}}}',
      'has no unit',
    ],
  ]
  for (const [name, text, expected] of cases) {
    test(name, () => {
      const [first] = mistakes(text)
      expect(first).toContain(expected)
      const result = parse(text)
      expect(
        result.kind === 'problems' &&
          result.problems.every((problem) => problem.next.length > 0 && problem.file === file),
      ).toBe(true)
    })
  }

  test('all of them at once', () => {
    expect(mistakes('{\n"a": 1,\n"b": 2\n}')).toHaveLength(2)
  })
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((json) => `{"profiles":${json}}`),
      ),
      (text) => {
        expect(['config', 'problems']).toContain(parse(text).kind)
      },
    ),
  )
})

test('the JSON Schema describes the profiles', () => {
  const schema = configJsonSchema() as { properties: Record<string, unknown> }
  expect(Object.keys(schema.properties)).toEqual([
    '$schema',
    'default',
    'profiles',
    'directories',
    'projectFiles',
    'listen',
  ])
})

test('a mistake that knows its next step says it', () => {
  const result = parse('{"profiles":{"a":{"source":{"type":"env","name":"KEY"},"upstream":{"dialect":"bedrock"}}}}')
  const [problem] = result.kind === 'problems' ? result.problems : []
  expect(problem).toMatchObject({
    at: 'profiles.a.upstream.region',
    fact: 'is missing',
    next: 'Add the AWS region, such as "us-east-1", or the address of the API as "url".',
  })
})
