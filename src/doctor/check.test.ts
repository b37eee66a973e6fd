import { expect, test } from 'bun:test'
import { bears, doesNotApply, isComplaint, type Outcome, ok, skip } from './check.ts'

const complaint = (status: 'wrong' | 'warn'): Outcome => ({
  status,
  cause: 'dns',
  summary: '',
  evidence: [],
  fix: null,
})

test('what others may rest on', () => {
  const all = [ok(''), complaint('warn'), doesNotApply(''), skip(''), complaint('wrong')]
  expect(all.map(bears)).toEqual([true, true, true, false, false])
})

test('what is a complaint', () => {
  expect([ok(''), skip(''), complaint('warn'), complaint('wrong')].map(isComplaint)).toEqual([false, false, true, true])
})
