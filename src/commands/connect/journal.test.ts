import { expect, test } from 'bun:test'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { type JournalEntry, openJournal, sha256 } from './journal.ts'

const entry = (path: string, connectedAt: string): JournalEntry => ({
  version: 1,
  client: 'claude-code',
  scope: 'user',
  mode: 'gateway',
  profile: 'work',
  path,
  file: path,
  before: Buffer.from('{}').toString('base64'),
  beforeMode: 0o644,
  directories: [],
  wroteSha256: sha256(Buffer.from('x')),
  wroteMode: 0o600,
  records: [
    { kind: 'document', before: null },
    { kind: 'container', path: ['env'], inner: ' ' },
    { kind: 'property', path: ['env', 'A'], wrote: '"1"', before: null },
  ],
  keyId: 'aa',
  plan: '{}',
  connectedAt,
})

test('entries are kept by the path of their settings, readable to nobody else, and come back as they were', () => {
  using scratch = makeScratch()
  const journal = openJournal(scratch.path('state'), 'linux')
  expect([journal.find('/a'), journal.all()]).toEqual([null, []])
  const [later, earlier] = [entry('/a', '2026-01-02T00:00:00.000Z'), entry('/b', '2026-01-01T00:00:00.000Z')]
  journal.put(later)
  journal.put(earlier)
  expect([journal.find('/a'), journal.all()]).toEqual([later, [earlier, later]])
  const folder = scratch.path('state/connections')
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder).map((name) => statSync(`${folder}/${name}`).mode & 0o777)).toEqual([0o600, 0o600])
  journal.remove(later)
  expect([journal.find('/a'), journal.all()]).toEqual([null, [earlier]])
})

test('a damaged entry is named, not passed over', () => {
  using scratch = makeScratch()
  const journal = openJournal(scratch.path('state'), 'linux')
  journal.put(entry('/a', '2026-01-02T00:00:00.000Z'))
  const [name = ''] = readdirSync(scratch.path('state/connections'))
  for (const text of ['{', '{"version":2}']) {
    writeFileSync(scratch.path(`state/connections/${name}`), text)
    for (const look of [() => journal.find('/a'), () => journal.all()]) {
      expect(look).toThrow(expect.objectContaining({ code: 'state-unsafe', message: expect.stringContaining(name) }))
    }
  }
})
