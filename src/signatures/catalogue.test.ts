import { describe, expect, test } from 'bun:test'
import { catalogue, explaining } from './catalogue.ts'
import { signatures } from './index.ts'

describe('the two lists', () => {
  test('lets nothing decide that only pages repeat, or that programs print of their own', () => {
    expect(signatures.filter((card) => card.hearsay === true).map(({ id }) => id)).toEqual([])
    expect(signatures.filter((card) => card.when.every((when) => when.printed)).map(({ id }) => id)).toEqual([])
    // Nobody has seen what such a page means by it, so nobody can say that a renewal cures it.
    const renewing = catalogue.filter((card) => card.hearsay === true && card.renewable === 'yes')
    expect(renewing.map(({ id }) => id)).toEqual([])
  })

  test('has each card in one list', () => {
    expect(explaining.filter((card) => signatures.includes(card)).map(({ id }) => id)).toEqual([])
  })
})
