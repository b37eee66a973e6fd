import { expect, test } from 'bun:test'
import { compareVersions, type KnownVersion, mattering, numbersOf, oldestWithout } from './known-version.ts'

const entry = (more: Partial<KnownVersion>): KnownVersion => ({
  id: 'one',
  from: null,
  fixed: '2.1.100',
  when: ['helper'],
  cause: 'unknown',
  fact: 'does it.',
  source: 'https://example.test',
  ...more,
})
const ids = (version: string, known: readonly KnownVersion[], uses: readonly KnownVersion['when'][number][]) =>
  mattering(version, new Set(uses), known).map(({ id }) => id)

test('versions are compared by number, and what is none is older than all', () => {
  expect(compareVersions('2.1.99', '2.1.100')).toBeLessThan(0)
  expect(compareVersions('2.10.0', '2.9.9')).toBeGreaterThan(0)
  expect(compareVersions('v2.1.3 (Claude Code)', '2.1.3')).toBe(0)
  expect(compareVersions('none', '0.0.0')).toBeLessThan(0)
  expect(numbersOf('2.1')).toBeNull()
})

test('from the first that has it to the last', () => {
  const known = [entry({ from: '2.1.94', fixed: '2.1.96' })]
  const at = (version: string) => ids(version, known, ['helper']).length
  expect(['2.1.93', '2.1.94', '2.1.95', '2.1.96', 'none'].map(at)).toEqual([0, 1, 1, 0, 0])
})

test('where nobody knows when it ended, only what was seen counts', () => {
  const known = [entry({ fixed: '2.1.329', lastSeen: '2.1.197' })]
  const at = (version: string) => ids(version, known, ['helper']).length
  expect(['2.0.1', '2.1.197', '2.1.198', '2.1.329'].map(at)).toEqual([1, 1, 0, 0])
})

test('only what is used counts, and all of it has to be', () => {
  const known = [entry({ id: 'both', when: ['bedrock', 'proxy'] }), entry({})]
  expect(ids('2.1.1', known, ['bedrock'])).toEqual([])
  expect(ids('2.1.1', known, ['bedrock', 'proxy', 'helper'])).toEqual(['both', 'one'])
  expect(oldestWithout([entry({}), entry({ fixed: '2.1.99' })])).toBe('2.1.100')
})
