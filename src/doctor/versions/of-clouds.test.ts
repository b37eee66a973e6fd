import { expect, test } from 'bun:test'
import { mattering } from './known-version.ts'
import { ofClouds } from './of-clouds.ts'

test('an old version has every fault, a present one none', () => {
  const uses = new Set(ofClouds.flatMap(({ when }) => when))
  const old = mattering('2.0.1', uses, ofClouds).map(({ id }) => id)
  expect(old).toEqual(ofClouds.filter(({ from }) => from === null).map(({ id }) => id))
  for (const { from } of ofClouds) if (from !== null) expect(mattering(from, uses, ofClouds).length).toBeGreaterThan(0)
  expect(mattering('2.1.329', uses, ofClouds)).toEqual([])
})
