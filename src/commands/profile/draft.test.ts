import { expect, test } from 'bun:test'
import { sourceQuestions, sources } from '../../config.ts'
import type { AskedSchema } from './ask-profile.ts'
import { draftOf, flagFor, parseSetting, placeOfFlag, problemsOf, profileOfDraft, setIn, valueAt } from './draft.ts'

test('the flags tell the source', () => {
  expect(draftOf({ command: 'mint', ttl: '1h', url: 'https://x.example' })).toEqual({
    source: { type: 'command', command: 'mint', ttl: '1h' },
    upstream: { url: 'https://x.example' },
  })
  expect(valueAt(draftOf({ path: '~/key' }), 'source.type')).toBe('file')
  expect(valueAt(draftOf({ variable: 'K', path: 'x' }), 'source')).toEqual({ type: 'env', name: 'K', path: 'x' })
  expect(draftOf({})).toEqual({})
  expect(draftOf({ path: 'y' }, { source: { type: 'command' } })).toEqual({ source: { type: 'command', path: 'y' } })
})

test('every flag of a source is an option of one', () => {
  const known = new Set(
    sources.flatMap(({ type }) => {
      const schema = sourceQuestions(type)?.schema as AskedSchema
      return Object.keys(schema.properties ?? {})
    }),
  )
  // The cloud's own profile comes with its source.
  const later = sources.some(({ type }) => type === 'aws') ? [] : ['profile']
  const vault = sources.some(({ type }) => type === 'vault') ? [] : ['address']
  const places = Object.values(placeOfFlag).filter((place) => place.startsWith('source.'))
  const unknown = places.map((place) => place.slice(7)).filter((option) => !known.has(option))
  expect(unknown).toEqual([...vault, ...later])
})

test('a setting is JSON where it is JSON', () => {
  expect(parseSetting('limits.concurrency=8')).toEqual({ path: ['limits', 'concurrency'], value: 8, text: '8' })
  expect(parseSetting('source.command=a=b')).toEqual({ path: ['source', 'command'], value: 'a=b', text: 'a=b' })
  expect(parseSetting('models={"a.b":"c"}').value).toEqual({ 'a.b': 'c' })
  for (const wrong of ['x', '=1', 'a..b=1', '.a=1']) expect(() => parseSetting(wrong)).toThrow('names no place')
})

test('values are set where they belong and nowhere else', () => {
  expect(setIn({ a: { b: 1 }, c: [1] }, ['a', 'd', 'e'], 2)).toEqual({ a: { b: 1, d: { e: 2 } }, c: [1] })
  expect(setIn({ c: [1] }, ['c', 'x'], 2)).toEqual({ c: { x: 2 } })
  setIn({}, ['__proto__', 'polluted'], true)
  expect('polluted' in {}).toBe(false)
  expect(valueAt({}, 'constructor.name')).toBeUndefined()
})

test('what is wrong is told by place, and by the flag that would say it', () => {
  expect(problemsOf({}).map(({ at }) => at)).toContain('source.type')
  expect(problemsOf({ source: { type: 'env', name: 'K' }, upstream: { url: 'https://x.example' } })).toEqual([])
  expect(flagFor('source.type')).toBe('--source')
  expect(flagFor('source.profile')).toBe('--aws-profile')
  expect(flagFor('limits.concurrency')).toBe('--set limits.concurrency=…')
})

test('a whole draft is a profile', () => {
  const draft = { source: { type: 'env', name: 'K' }, upstream: { url: 'https://x.example' } }
  expect(profileOfDraft('x', draft)).toEqual(draft as ReturnType<typeof profileOfDraft>)
  expect(() => profileOfDraft('x', {})).toThrow('The profile "x" needs --source')
})
