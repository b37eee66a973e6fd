import { expect, test } from 'bun:test'
import { systemClock } from '../../clock.ts'
import { createSource, type SourceOptions, sourceSchema, sources } from './index.ts'

test('kinds have names of their own', () => {
  const types = sources.map(({ type }) => type)
  expect(new Set(types).size).toBe(types.length)
})

test('options from the configuration build their source', () => {
  const options = sourceSchema.parse({ type: 'env', name: 'SOME_KEY' })
  expect(createSource(options, { clock: systemClock, env: {}, home: '/' }).origin).toBe('env SOME_KEY')
})

test('options of no kind build none', () => {
  const options = { type: 'pigeon' } as unknown as SourceOptions
  expect(() => createSource(options, { clock: systemClock, env: {}, home: '/' })).toThrow(TypeError)
})
