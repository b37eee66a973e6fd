import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { anyObject } from '../../../test/kit/any-json.ts'
import { editJson, type PropertyEdit } from './json-edit.ts'
import { undoJson } from './json-undo.ts'

const edits: readonly PropertyEdit[] = [
  { path: ['env', 'URL'], value: 'http://x' },
  { path: ['env', 'KEY'], value: 'k' },
  { path: ['helper'], value: '' },
]

const edited = (text: string | null, given = edits) => {
  const result = editJson(text, given)
  if ('refused' in result) throw new Error(result.refused)
  return result
}

const undone = (text: string, records: ReturnType<typeof edited>['records']) => {
  const result = undoJson(text, records)
  if ('refused' in result) throw new Error(result.refused)
  return result
}

test('other lines may change in between', () => {
  const { text, records } = edited('{\n  "model": "opus",\n  "env": {\n    "A": "1"\n  }\n}\n')
  const changed = text
    .replace('"opus"', '"sonnet"')
    .replace('"KEY": "k"', '"KEY": "k",\n    "B": "2"')
    .replace('"helper": ""', '"helper": "",\n  "theme": "dark"')
  expect(undone(changed, records)).toEqual({
    text: '{\n  "model": "sonnet",\n  "env": {\n    "A": "1",\n    "B": "2"\n  },\n  "theme": "dark"\n}\n',
    conflicts: [],
  })
})

test('a program may have written the whole anew', () => {
  const { text, records } = edited('{"a":{"b":[1,2]}}')
  const anew = JSON.stringify({ ...JSON.parse(text), permissions: { allow: ['x'] } }, null, 2)
  expect(undone(anew, records)).toEqual({
    text: JSON.stringify({ a: { b: [1, 2] }, permissions: { allow: ['x'] } }, null, 2),
    conflicts: [],
  })
})

test('a line of ours that was changed stays, and is told with all three versions', () => {
  const { text, records } = edited('{"env":{"KEY":"old"}}')
  const changed = text.replace('"k"', '"mine"')
  expect(undone(changed, records)).toEqual({
    text: '{"env":{"KEY":"mine"}}',
    conflicts: [{ path: ['env', 'KEY'], before: '"old"', wrote: '"k"', now: '"mine"' }],
  })
})

test('a line of ours that is gone, or is as it was, is no conflict', () => {
  const { text, records } = edited('{"env":{"KEY":"old"}}')
  expect(undone(text.replace(',"helper":""', '').replace('"k"', '"old"'), records)).toEqual({
    text: '{"env":{"KEY":"old"}}',
    conflicts: [],
  })
})

test('what is no JSON any more is refused', () => {
  const { records } = edited('{}')
  expect(undoJson('{"env":', records)).toEqual({ refused: 'is not valid JSON any more' })
})

test('other properties that come in between stay, wherever they come', () => {
  fc.assert(
    fc.property(anyObject, fc.nat(), (object, at) => {
      const result = editJson(object, edits)
      if ('refused' in result) return
      const now = JSON.parse(result.text) as Record<string, unknown>
      const more = Object.entries(now)
      more.splice(at % (more.length + 1), 0, ['added', { by: 'hand' }])
      const text = JSON.stringify(Object.fromEntries(more), null, 2)
      const back = undone(text, result.records)
      expect(back.conflicts).toEqual([])
      const wanted = JSON.parse(object) as Record<string, unknown>
      expect(JSON.parse(back.text ?? '')).toEqual({ ...wanted, added: { by: 'hand' } })
    }),
  )
})
