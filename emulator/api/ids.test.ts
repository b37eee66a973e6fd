import { expect, test } from 'bun:test'
import { makeId } from './ids.ts'

test('ids are of one length and never the same', () => {
  const ids = Array.from({ length: 1000 }, () => makeId('req_01'))
  expect(new Set(ids).size).toBe(1000)
  expect(ids.filter((id) => !/^req_01[1-9A-HJ-NP-Za-km-z]{22}$/.test(id))).toEqual([])
})
