import { expect, test } from 'bun:test'
import { catalogue } from './catalogue.ts'
import { placeNames } from './place-names.ts'

test('every place of a check has a name, but for the one that is everywhere', () => {
  const places = new Set(catalogue.flatMap(({ checks = [] }) => checks.map(({ on }) => on)))
  expect([...places].filter((place) => (placeNames[place] === '') !== (place === 'any'))).toEqual([])
})
