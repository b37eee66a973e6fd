import { expect, test } from 'bun:test'
import { placeOfFlag } from './draft.ts'
import { profileFlags } from './flags.ts'

test('every flag of a profile has its place in it', () => {
  const { set: _, ...flags } = profileFlags
  expect(Object.keys(flags).sort()).toEqual(Object.keys(placeOfFlag).sort())
})
