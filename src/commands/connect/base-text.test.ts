import { expect, test } from 'bun:test'
import { claudeConnection } from '../../clients/claude-code/connection.ts'
import { editJson } from '../../clients/settings/json-edit.ts'
import { baseText, restored } from './base-text.ts'
import { type JournalEntry, sha256 } from './journal.ts'

const before = '{"a":1}'
const edited = editJson(before, [{ path: ['b'], value: 'ours' }])
if ('refused' in edited) throw new Error(edited.refused)

const entry: JournalEntry = {
  version: 1,
  client: 'claude-code',
  scope: 'user',
  mode: 'gateway',
  profile: 'work',
  path: '/s.json',
  file: '/s.json',
  before: Buffer.from(before).toString('base64'),
  beforeMode: 0o644,
  directories: [],
  wroteSha256: sha256(Buffer.from(edited.text)),
  wroteMode: 0o600,
  records: edited.records as JournalEntry['records'],
  keyId: null,
  plan: '',
  connectedAt: '',
}

const target = (text: string | null, mode = 0o600) => ({
  path: '/s.json',
  file: '/s.json',
  bytes: text === null ? null : Buffer.from(text),
  text,
  mode: text === null ? null : mode,
})

test.each<[string, string | null, number, object]>([
  [
    'as we wrote it: the bytes from before',
    edited.text,
    0o600,
    { bytes: Buffer.from(before), mode: 0o644, conflicts: [], exact: true },
  ],
  ['put back by hand', before, 0o644, { bytes: Buffer.from(before), mode: 0o644, conflicts: [], exact: true }],
  ['removed', null, 0, { bytes: null, mode: null, conflicts: [], exact: false }],
  [
    'something else added',
    edited.text.replace('}', ',"c":2}'),
    0o600,
    { bytes: Buffer.from('{"a":1,"c":2}'), mode: 0o644, conflicts: [], exact: false },
  ],
  [
    'another mode given',
    `${edited.text}\n`,
    0o640,
    { bytes: Buffer.from(`${before}\n`), mode: 0o640, conflicts: [], exact: false },
  ],
  [
    'our line changed',
    edited.text.replace('ours', 'mine'),
    0o600,
    {
      bytes: Buffer.from(edited.text.replace('ours', 'mine')),
      mode: 0o644,
      conflicts: [{ path: ['b'], before: null, wrote: '"ours"', now: '"mine"' }],
      exact: false,
    },
  ],
])('%s', (_, text, mode, wanted) => {
  expect(baseText(target(text, mode), entry, claudeConnection)).toEqual(wanted as ReturnType<typeof baseText>)
})

test('what was never connected is what it is', () => {
  expect(baseText(target('x'), null, claudeConnection)).toEqual({
    bytes: Buffer.from('x'),
    mode: 0o600,
    conflicts: [],
    exact: true,
  })
})

test('what cannot be read any more is refused, and can be restored', () => {
  expect(() => baseText(target('{"a":'), entry, claudeConnection)).toThrow(
    expect.objectContaining({
      sentence:
        '/s.json is not valid JSON any more, so the lines of warmkey cannot be taken out of it. Mend it and try again, or put back every byte from before: warmkey disconnect --restore.',
    }),
  )
  expect(restored(entry)).toEqual({ bytes: Buffer.from(before), mode: 0o644, conflicts: [], exact: true })
})
