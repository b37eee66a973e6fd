import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { keeperIdentity } from './identity.ts'

const source = { type: 'command', command: '~/bin/mint-key', ttl: '1h', env: { A: '1' } }
const upstream = { url: 'https://llm.example', dialect: 'messages', header: 'x-api-key' }

test('the order of fields does not matter, nor a field that is not there', () => {
  const turned = { env: { A: '1' }, ttl: '1h', command: '~/bin/mint-key', cwd: undefined, type: 'command' }
  expect(keeperIdentity(turned, upstream)).toBe(keeperIdentity(source, upstream))
})

test('it can be logged: the kind and 32 hex digits', () => {
  expect(keeperIdentity(source, upstream)).toMatch(/^command-[0-9a-f]{32}$/)
})

test.each([
  ['kind', { ...source, type: 'other' }, upstream],
  ['command', { ...source, command: '~/bin/mint-key2' }, upstream],
  ['command as a list', { ...source, command: ['~/bin/mint-key'] }, upstream],
  ['ttl', { ...source, ttl: '2h' }, upstream],
  ['variable', { ...source, env: { A: '2' } }, upstream],
  ['variable more', { ...source, env: { A: '1', B: '' } }, upstream],
  ['option more', { ...source, field: '' }, upstream],
  ['address', source, { ...upstream, url: 'https://llm.example/' }],
  ['dialect', source, { ...upstream, dialect: 'bedrock' }],
  ['header', source, { ...upstream, header: 'authorization' }],
  ['proxy', source, { ...upstream, proxy: false }],
])('another %s is another identity', (_, otherSource, otherUpstream) => {
  expect(keeperIdentity(otherSource, otherUpstream)).not.toBe(keeperIdentity(source, upstream))
})

test('configurations that differ in anything never share', () => {
  const options = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true })
  const config = fc.tuple(options, fc.jsonValue({ maxDepth: 3 }))
  // Pairs that are likely to be close: the second is the first with one part put back through text.
  fc.assert(
    fc.property(config, config, fc.boolean(), ([a, upA], [b, upB], sameUpstream) => {
      const one = [{ type: 'x', ...a }, upA] as const
      const other = [{ type: 'x', ...b }, sameUpstream ? upA : upB] as const
      const equal = Bun.deepEquals(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)), true)
      expect(keeperIdentity(...one) === keeperIdentity(...other)).toBe(equal)
    }),
    { numRuns: 500 },
  )
})

test('a field that moves from the source to the upstream, or deeper, is another identity', () => {
  const identities = [
    keeperIdentity({ type: 'x', ...{ a: 'b' } }, {}),
    keeperIdentity({ type: 'x' }, { a: 'b' }),
    keeperIdentity({ type: 'x', ...{ a: { a: 'b' } } }, {}),
    keeperIdentity({ type: 'x', ...{ a: '{"a":"b"}' } }, {}),
    keeperIdentity({ type: 'x', ...{ a: ['a', 'b'] } }, {}),
    keeperIdentity({ type: 'x', ...{ a: ['a,b'] } }, {}),
    keeperIdentity({ type: 'x', ...{ a: ['a', 'b'] } }, null),
    keeperIdentity({ type: 'x', ...{ a: ['b', 'a'] } }, {}),
  ]
  expect(new Set(identities).size).toBe(identities.length)
})
