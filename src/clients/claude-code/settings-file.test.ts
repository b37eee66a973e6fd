import { expect, test } from 'bun:test'
import { mostSettingsBytes, parseSettings } from './settings-file.ts'

const envOf = (text: string) => {
  const parsed = parseSettings(text, 's.json')
  return parsed.state === 'read' ? Object.fromEntries(parsed.settings.env) : parsed.state
}

test.each<[string, string, unknown]>([
  ['a string', '{"env":{"A":"x"}}', { A: { value: 'x', wasNull: false } }],
  ['an empty string', '{"env":{"A":""}}', { A: { value: '', wasNull: false } }],
  ['null becomes a word', '{"env":{"A":null}}', { A: { value: 'null', wasNull: true } }],
  ['a number', '{"env":{"A":12}}', { A: { value: '12', wasNull: false } }],
  ['a boolean', '{"env":{"A":true}}', { A: { value: 'true', wasNull: false } }],
  ['a list', '{"env":{"A":["x"]}}', { A: { value: 'x', wasNull: false } }],
  ['an object', '{"env":{"A":{"b":1}}}', { A: { value: '[object Object]', wasNull: false } }],
  ['a key that stands twice', '{"env":{"A":"x","A":"y"}}', { A: { value: 'y', wasNull: false } }],
  ['a byte order mark', '\uFEFF{"env":{"A":"x"}}', { A: { value: 'x', wasNull: false } }],
  ['nothing', '', 'absent'],
  ['blanks', ' \n', 'absent'],
])('%s in env', (_, text, expected) => {
  expect<unknown>(envOf(text)).toEqual(expected)
})

test.each([
  [
    'a comment',
    '{"env":{} /* x */}',
    's.json is not valid JSON (no comments, no trailing commas), so Claude Code ignores all of it.',
  ],
  [
    'a trailing comma',
    '{"env":{},}',
    's.json is not valid JSON (no comments, no trailing commas), so Claude Code ignores all of it.',
  ],
  [
    'a conflict marker',
    '<<<<<<< HEAD\n{}',
    's.json is not valid JSON (no comments, no trailing commas), so Claude Code ignores all of it.',
  ],
  ['a list', '[]', 's.json is no JSON object, so Claude Code ignores it.'],
  ['null', 'null', 's.json is no JSON object, so Claude Code ignores it.'],
  ['env null', '{"env":null}', '"env" in s.json is no object, so Claude Code ignores the whole file.'],
  ['env a string', '{"env":"x"}', '"env" in s.json is no object, so Claude Code ignores the whole file.'],
  ['env a list', '{"env":[]}', '"env" in s.json is no object, so Claude Code ignores the whole file.'],
  [
    'helper null',
    '{"apiKeyHelper":null}',
    '"apiKeyHelper" in s.json is no string, so Claude Code ignores the whole file.',
  ],
  [
    'helper a number',
    '{"apiKeyHelper":5}',
    '"apiKeyHelper" in s.json is no string, so Claude Code ignores the whole file.',
  ],
])('%s drops the whole file', (_, text, problem) => {
  expect(parseSettings(text, 's.json')).toEqual({ state: 'dropped', problem })
})

test('a file that cannot be read is dropped, one that is not there is absent', () => {
  expect(parseSettings({ unreadable: 'EACCES' }, 's.json')).toEqual({
    state: 'dropped',
    problem: 's.json cannot be read (EACCES).',
  })
  expect(parseSettings(null, 's.json')).toEqual({ state: 'absent' })
})

test('a file with a byte order mark is not plain', () => {
  const plain = (text: string) => {
    const parsed = parseSettings(text, 's.json')
    return parsed.state === 'read' && parsed.settings.plain
  }
  expect([plain('{}'), plain('\uFEFF{}')]).toEqual([true, false])
})

test('a file of more than 2 MiB is dropped, one of exactly so many bytes is read', () => {
  const ofBytes = (bytes: number) => JSON.stringify({ note: 'é'.repeat(4) + 'x'.repeat(bytes - 8 - 11) })
  expect(Buffer.byteLength(ofBytes(mostSettingsBytes))).toBe(mostSettingsBytes)
  expect(parseSettings(ofBytes(mostSettingsBytes), 's.json').state).toBe('read')
  expect(parseSettings(ofBytes(mostSettingsBytes + 1), 's.json')).toEqual({
    state: 'dropped',
    problem: 's.json is larger than 2 MiB, so Claude Code ignores all of it.',
  })
})
