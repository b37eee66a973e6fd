import { describe, expect, test } from 'bun:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { asWarmkeyError } from '../errors.ts'
import { findModel, type ModelPlace, renameModel, withModel } from './model.ts'

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
const find = (text: string): ModelPlace => findModel(bytes(text))
const nameIn = (text: string): string | null => {
  const place = find(text)
  return place.kind === 'at' ? place.name : null
}
const because = (text: string): string | null => {
  const place = find(text)
  return place.kind === 'ambiguous' ? place.because : null
}

describe('the top-level model', () => {
  test.each([
    ['{"model":"a"}', 'a'],
    [' {\n\t"max_tokens" : 1 ,\r\n "model" \t:\n "a b" }', 'a b'],
    ['{"messages":[{"model":"no"}],"metadata":{"model":"no"},"model":"yes"}', 'yes'],
    ['{"model":"yes","messages":[{"content":"\\"model\\":\\"no\\""}]}', 'yes'],
    ['{"x":"model","model":"yes"}', 'yes'],
    ['{"x":"\\\\","model":"yes"}', 'yes'],
    ['{"x":"\\\\\\"","model":"yes"}', 'yes'],
    ['{"x":"{[","y":"]}","model":"yes"}', 'yes'],
    ['{"a":[[],[{}],"model"],"model":"yes"}', 'yes'],
    ['{"model":""}', ''],
    ['{"model":"modèle-日本"}', 'modèle-日本'],
    ['{"model":"a","models":"b","mode":"c","":"d"}', 'a'],
  ])('%j names %j', (text, name) => {
    expect(nameIn(text)).toBe(name)
  })

  test.each([
    [''],
    ['{}'],
    ['null'],
    ['"model"'],
    ['["model","x"]'],
    ['["a","model","b"]'],
    ['[{"model":"a"}]'],
    ['{"nested":{"model":"a"}}'],
    ['{"x":"model"}'],
    ['{"x":"unterminated'],
    ['model=a&x="y"'],
  ])('%j names none', (text) => {
    expect(find(text)).toEqual({ kind: 'none' })
  })

  test.each([
    ['{"model":"a","model":"b"}', 'the key `model` stands twice'],
    ['{"model":"a","x":{},"model":"a"}', 'the key `model` stands twice'],
    ['{"model":"a"}{"model":"b"}', 'the key `model` stands twice'],
    ['{"model":"a","mod\\u0065l":"b"}', 'a key of its top level is written with escapes'],
    ['{"\\/":1,"model":"a"}', 'a key of its top level is written with escapes'],
    ['{"model":"a\\u002db"}', '`model` is not a plain string'],
    ['{"model":null}', '`model` is not a plain string'],
    ['{"model":{"model":"a"}}', '`model` is not a plain string'],
    ['{"model":"unterminated', '`model` is not a plain string'],
    ['{"model" "a"}', '`model` is not a plain string'],
    ['{"MODEL":"a"}', 'it has a key `MODEL`'],
    ['{"model":"a","Model":"b"}', 'it has a key `Model`'],
  ])('%j can be read in two ways', (text, why) => {
    expect(because(text)).toBe(why)
  })

  test('a byte order mark inside a string is a character of it', () => {
    expect(find('{"\u{feff}model":"a"}')).toEqual({ kind: 'none' })
    expect(nameIn('{"model":"\u{feff}a"}')).toBe('\u{feff}a')
  })

  test('a prompt of many megabytes is scanned once, whatever it is full of', () => {
    for (const filler of ['\\\\', '\\"', 'x', '{[', '\\u0022']) {
      const text = `{"messages":"${filler.repeat(4_000_000 / filler.length)}","model":"last"}`
      expect(nameIn(text)).toBe('last')
    }
    const deep = 1_000_000
    expect(nameIn(`{"messages":${'['.repeat(deep)}${']'.repeat(deep)},"model":"last"}`)).toBe('last')
  })
})

/** A string in JSON, each character plain or as one of the ways in which it may be escaped. */
const jsonString = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.array(fc.boolean(), { maxLength: 12 })).map(([value, escapes]) => {
    const characters = Array.from({ length: value.length }, (_, at) => value.charAt(at))
    const written = characters.map((character, at) =>
      escapes[at] === true
        ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
        : JSON.stringify(character).slice(1, -1),
    )
    return `"${written.join('')}"`
  })

const blank = fc.constantFrom('', ' ', '\n', '\t\r\n ')
const word = fc.oneof(
  fc.constantFrom('model', 'Model', 'models', 'mode', '\\', '"', '{', ',', ':', 'mod\\u0065l'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
)
const { value: json } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    jsonString(word),
    fc.constantFrom('null', 'true', '-1.5e3', '[]', '{}'),
    fc
      .tuple(blank, fc.array(tie('value'), { maxLength: 4 }))
      .map(([space, items]) => `[${space}${items.join(`${space},`)}${space}]`),
    fc
      .tuple(blank, fc.array(fc.tuple(jsonString(word), tie('value')), { maxLength: 5 }))
      .map(([space, pairs]) => `{${space}${pairs.map(([key, value]) => `${key}${space}:${space}${value}`).join(',')}}`),
  ),
}))

test('against JSON.parse: what it finds is what every parser reads, and it misses no key that one could take for it', () => {
  fc.assert(
    fc.property(json, (text) => {
      const parsed: unknown = JSON.parse(text)
      const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      const place = find(text)
      if (place.kind === 'at') {
        expect(parsed).toMatchObject({ model: place.name })
        const renamed: unknown = JSON.parse(new TextDecoder().decode(renameModel(bytes(text), place, 'né"w\\')))
        expect(renamed).toEqual({ ...(parsed as object), model: 'né"w\\' })
      } else if (place.kind === 'none' && isObject) {
        expect(Object.keys(parsed).filter((key) => key.toLowerCase() === 'model')).toEqual([])
      } else if (place.kind === 'ambiguous') {
        expect(isObject).toBe(true)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('whatever the bytes, it ends and does not throw', () => {
  const shards = fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', 'model', '"model"', ' ', '\u{0}', 'é', '"a"')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(shards).map((parts) => bytes(parts.join(''))),
        fc.uint8Array(),
      ),
      (input) => {
        const place = findModel(input)
        if (place.kind === 'at') expect(place.end).toBeGreaterThanOrEqual(place.start)
      },
    ),
    { numRuns: 2_000 },
  )
})

describe('renaming', () => {
  const models = new Map([['sonnet', 'claude-sonnet-5']])
  const held = (body: Uint8Array<ArrayBuffer>) => ({ kind: 'bytes', bytes: body }) as const
  const refusal = (run: () => unknown): string => {
    try {
      run()
    } catch (thrown) {
      const { code, message } = asWarmkeyError(thrown)
      return `${code}: ${message}`
    }
    return 'none'
  }

  test('changes the name and no other byte', () => {
    const before = '{ "max_tokens":1.0,\n  "model" : "sonnet", "é":"\\u00e9" }'
    const after = withModel(held(bytes(before)), models, new Headers())
    expect(after.kind === 'bytes' && new TextDecoder().decode(after.bytes)).toBe(
      before.replace('sonnet', 'claude-sonnet-5'),
    )
  })

  test('leaves a body with another model, or none, as the same bytes', () => {
    for (const text of ['{"model":"claude-opus-4-8"}', '{}', 'not json']) {
      const body = held(bytes(text))
      expect(withModel(body, models, new Headers())).toBe(body)
    }
    expect(withModel({ kind: 'none' }, models, new Headers())).toEqual({ kind: 'none' })
  })

  test('refuses what it cannot look into', () => {
    const gzip = held(new Uint8Array(gzipSync('{"model":"sonnet"}')))
    const stream = { kind: 'stream', stream: new ReadableStream<Uint8Array>(), because: 'body-too-large' } as const
    expect([
      refusal(() => withModel(gzip, models, new Headers({ 'content-encoding': 'gzip' }))),
      refusal(() => withModel(stream, models, new Headers())),
      refusal(() => withModel(held(bytes('{"model":"sonnet","model":"x"}')), models, new Headers())),
    ]).toEqual([
      'request-ambiguous: warmkey: the request was not sent, because its body is compressed (gzip), and the profile renames models.',
      'request-ambiguous: warmkey: the request was not sent, because its body is too large to look into, and the profile renames models.',
      'request-ambiguous: warmkey: the request was not sent, because the key `model` stands twice, and the profile renames models.',
    ])
    expect(refusal(() => withModel(gzip, models, new Headers({ 'content-encoding': 'identity' })))).toBe('none')
  })
})
