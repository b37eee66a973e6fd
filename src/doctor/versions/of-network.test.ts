import { expect, test } from 'bun:test'
import { mattering } from './known-version.ts'
import { ofNetwork } from './of-network.ts'

test('an old version has every fault, a present one none', () => {
  const uses = new Set(ofNetwork.flatMap(({ when }) => when))
  const old = mattering('2.0.1', uses, ofNetwork).map(({ id }) => id)
  expect(old).toEqual(ofNetwork.filter(({ from }) => from === null).map(({ id }) => id))
  for (const { from } of ofNetwork)
    if (from !== null) expect(mattering(from, uses, ofNetwork).length).toBeGreaterThan(0)
  expect(mattering('2.1.329', uses, ofNetwork)).toEqual([])
})
