import { expect, test } from 'bun:test'
import { waysOf } from './ladder-versions.ts'

test('2.1.197 and older read otherwise; what is not known reads as the newest', () => {
  const old = { googlePlatform: false, sendsBlanks: true }
  expect(['2.1.197', '2.0.999', '1.9.9', '2.1.12'].map(waysOf)).toEqual([old, old, old, old])
  expect(['2.1.198', '2.2.0', '3.0.0', null, 'no'].map((version) => waysOf(version).googlePlatform)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ])
})
