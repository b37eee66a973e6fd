import { expect, test } from 'bun:test'
import { mattering } from './known-version.ts'
import { ofSignIn } from './of-sign-in.ts'

test('an old version has every fault, a present one none', () => {
  const uses = new Set(ofSignIn.flatMap(({ when }) => when))
  const old = mattering('2.0.1', uses, ofSignIn).map(({ id }) => id)
  expect(old).toEqual(ofSignIn.filter(({ from }) => from === null).map(({ id }) => id))
  for (const { from } of ofSignIn) if (from !== null) expect(mattering(from, uses, ofSignIn).length).toBeGreaterThan(0)
  expect(mattering('2.1.329', uses, ofSignIn)).toEqual([])
})
