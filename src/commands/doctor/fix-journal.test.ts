import { expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { type FixEntry, journalLines, openFixJournal } from './fix-journal.ts'

const entry: FixEntry = {
  version: 1,
  at: '2026-01-02T03:04:05.000Z',
  check: 'settings-values',
  summary: 'ANTHROPIC_API_KEY is null in settings.json.',
  done: 'Remove ANTHROPIC_API_KEY from settings.json.',
  path: '/home/dev/settings.json',
  file: '/home/dev/settings.json',
  before: 'e30=',
  beforeMode: 0o600,
  wroteSha256: 'x',
  wroteMode: 0o600,
  outcome: 'kept',
}

test('entries are kept in order, for their owner alone, and damaged ones are passed over', () => {
  using scratch = makeScratch()
  const journal = openFixJournal(scratch.path('state'), process.platform)
  expect(journal.all()).toEqual([])
  for (const outcome of ['begun', 'kept'] as const) journal.put(journal.reserve(), { ...entry, outcome })
  expect(journal.all().map(({ id, entry: { outcome } }) => [id, outcome])).toEqual([
    ['000001', 'begun'],
    ['000002', 'kept'],
  ])
  expect(statSync(scratch.path('state/fixes/000001.json')).mode & 0o777).toBe(0o600)
  scratch.write('state/fixes/000001.json', '{')
  expect(journal.all()).toHaveLength(1)
  // Two doctors of one moment get two places.
  expect([journal.reserve(), journal.reserve()]).toEqual(['000003', '000004'])
})

test('the record in words', () => {
  const kept = { ...entry, cause: 'config-file', looked: 'Settings say what they seem to say' }
  expect(journalLines([{ entry: { ...entry, outcome: 'undone' } }, { entry: kept }])).toEqual([
    '## ANTHROPIC_API_KEY is null in settings.json.',
    '',
    '- When: 2026-01-02 03:04 UTC',
    '- Change: Remove ANTHROPIC_API_KEY from settings.json.',
    '- Proof (settings-values): it had helped, and was taken back later with `warmkey doctor --undo`',
    '',
    '## ANTHROPIC_API_KEY is null in settings.json.',
    '',
    '- When: 2026-01-02 03:04 UTC',
    '- Cause: config-file',
    '- Change: Remove ANTHROPIC_API_KEY from settings.json.',
    '- Proof (Settings say what they seem to say): looked at once more after the change, and no longer wrong',
    '- To take it back: `warmkey doctor --undo`',
  ])
  expect(journalLines([])).toEqual(['The doctor has changed nothing yet.'])
})
