import { expect, test } from 'bun:test'
import { helperVerdict } from './helper-mode.ts'

test.each<[string | null, string]>([
  ['1.0.128', 'defect'],
  ['2.0.400', 'defect'],
  ['2.1.9', 'defect'],
  ['2.1.197', 'defect'],
  ['2.1.198', 'unknown'],
  ['2.1.328', 'unknown'],
  ['2.1.329', 'works'],
  ['2.2.0', 'works'],
  ['10.0.0', 'works'],
  [null, 'unknown'],
  ['nightly', 'unknown'],
])('%s: %s', (version, verdict) => {
  expect(helperVerdict(version, { dialect: 'messages' }).verdict).toBe(verdict as 'works')
})

test('says why, and that gateway mode serves every version', () => {
  expect(helperVerdict('2.1.250', { dialect: 'messages' })).toEqual({
    verdict: 'unknown',
    sentence:
      'It is not known whether Claude Code 2.1.250 runs its helper again after a 403 (2.1.197 does not, 2.1.329 does). Gateway mode serves every version.',
  })
})

test('on Bedrock every version asks its command again', () => {
  for (const version of ['2.1.197', '2.1.329', null])
    expect(helperVerdict(version, { dialect: 'bedrock' })).toEqual({ verdict: 'works' })
})
