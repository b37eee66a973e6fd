import { expect, test } from 'bun:test'
import { anyModel } from '../questions.ts'
import { retirementOf } from './retired-models.ts'

test.each([
  ['claude-3-opus-20240229', '2026-01-05', 'claude-opus-4-8'],
  ['claude-3-5-sonnet-latest', '2025-10-28', 'claude-sonnet-4-6'],
  ['claude-sonnet-4-20250514', '2026-06-15', 'claude-sonnet-4-6'],
  ['claude-sonnet-4-0[1m]', '2026-06-15', 'claude-sonnet-4-6'],
  ['claude-opus-4-1', '2026-08-05', 'claude-opus-4-8'],
  ['claude-opus-4-1-20250805', '2026-08-05', 'claude-opus-4-8'],
  ['claude-opus-4-20250514', '2026-06-15', 'claude-opus-4-8'],
  ['claude-3-7-sonnet-20250219', '2026-02-19', 'claude-sonnet-4-6'],
  ['claude-3-5-haiku-20241022', '2026-02-19', 'claude-haiku-4-5'],
  ['claude-3-haiku-20240307', '2026-04-20', 'claude-haiku-4-5'],
  ['claude-3-sonnet-20240229', '2025-07-21', 'claude-sonnet-4-6'],
  ['claude-2.1', '2025-07-21', 'claude-opus-4-8'],
  ['claude-instant-1.2', '2024-11-06', 'claude-haiku-4-5'],
  ['claude-sonnet-4-5-20250929', '2026-11-30', 'claude-sonnet-5-5'],
])('%s ended on %s', (model, on, instead) => {
  expect(retirementOf(model)).toEqual({ on, instead })
})

test.each([
  'claude-sonnet-4-6',
  'claude-opus-4-8',
  'claude-haiku-4-5',
  'claude-opus-4-5-20251101',
  'claude-mythos-preview',
  'gpt-4o',
  'sonnet',
  'claude-sonnet-5',
])('nothing is known of an end of %s', (model) => {
  expect(retirementOf(model)).toBeNull()
})

test('the doctor itself asks for a model that lives', () => {
  expect(retirementOf(anyModel)).toBeNull()
})
