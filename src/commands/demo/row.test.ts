import { expect, test } from 'bun:test'
import { type Claim, factsOf, type Measured, rowOf, type Way } from './row.ts'

const measured: Measured = { outcome: 'answered', requests: 2, keyRuns: 1, elapsedMs: 12, words: null }

test('a measurement that is as claimed holds no surprise, and one without a claim never does', () => {
  const claims: Claim[] = [
    {},
    { outcome: 'answered', requests: 2, keyRuns: 1 },
    { minRequests: 2 },
    { outcome: 'answered', minRequests: 1 },
  ]
  expect(claims.map((claim) => rowOf({ id: 'x', way: 'warmkey' }, measured, claim).surprise)).toEqual(
    claims.map(() => null),
  )
})

test('every claim that does not hold is named', () => {
  const surprise = (claim: Claim, words: string | null = null) =>
    rowOf({ id: 'x', way: 'warmkey' }, { ...measured, words }, claim).surprise
  expect(surprise({ outcome: 'failed' })).toBe('expected failed')
  expect(surprise({ outcome: 'trying', requests: 1, keyRuns: 0 })).toBe(
    'expected still trying, 1 request, 0 runs of the key command',
  )
  expect(surprise({ minRequests: 3 })).toBe('expected at least 3 requests')
  expect(surprise({ words: 'permission' })).toBe('expected the words “permission”')
  expect(surprise({ words: 'permission' }, '403 no permission')).toBeNull()
})

test('what stands behind an outcome is told by the way the key came', () => {
  const facts = (way: Way, change: Partial<Measured> = {}) => factsOf({ way, ...measured, ...change })
  expect(facts('static', { requests: 1, keyRuns: 0 })).toBe('1 request')
  expect(facts('helper')).toBe('2 requests, 1 helper run')
  expect(facts('helper', { requests: 1, keyRuns: 0 })).toBe('1 request, no helper run')
  expect(facts('warmkey')).toBe('key renewed, request replayed')
  expect(facts('warmkey', { outcome: 'refused' })).toBe('2 requests')
  expect(facts('warmkey', { requests: 1 })).toBe('1 request')
})
