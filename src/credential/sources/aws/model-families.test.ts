import { expect, test } from 'bun:test'
import { oneOfEachFamily } from './model-families.ts'

const list = (...ids: string[]) =>
  JSON.stringify({ inferenceProfileSummaries: ids.map((id) => ({ inferenceProfileId: id })) })

test('the first of each family that is there, and nothing of others', () => {
  const ids = [
    'us.anthropic.claude-haiku-5',
    'us.meta.llama-opus',
    'us.anthropic.claude-opus-5',
    'us.anthropic.claude-opus-4',
  ]
  expect(oneOfEachFamily(list(...ids))).toEqual(['us.anthropic.claude-opus-5', 'us.anthropic.claude-haiku-5'])
})

test('a text that is no list leads to nothing', () => {
  expect(oneOfEachFamily('no list')).toEqual([])
  expect(oneOfEachFamily(list())).toEqual([])
})
