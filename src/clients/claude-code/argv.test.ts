import { expect, test } from 'bun:test'
import { parseClaudeArgs } from './argv.ts'

const none = { settings: undefined, sources: undefined, bare: false, print: false }

test.each<[string, string[], object]>([
  ['nothing', [], { ...none, rest: [] }],
  [
    'a value of its own',
    ['--settings', 'a.json', '-p', 'hi'],
    { ...none, settings: 'a.json', print: true, rest: ['-p', 'hi'] },
  ],
  ['a glued value', ['--settings={"a":\n1}', 'hi'], { ...none, settings: '{"a":\n1}', rest: ['hi'] }],
  ['the last of several', ['--settings', 'a', 'x', '--settings=b'], { ...none, settings: 'b', rest: ['x'] }],
  [
    'none behind --',
    ['--print', '--', '--settings', 'a'],
    { ...none, print: true, rest: ['--print', '--', '--settings', 'a'] },
  ],
  [
    'none of a subcommand',
    ['mcp', 'add', 'x', '--settings', 'a'],
    { ...none, rest: ['mcp', 'add', 'x', '--settings', 'a'] },
  ],
  [
    'sources',
    ['--setting-sources', 'user, local'],
    { ...none, sources: ['user', 'local'], rest: ['--setting-sources', 'user, local'] },
  ],
  ['glued sources', ['--setting-sources=user'], { ...none, sources: ['user'], rest: ['--setting-sources=user'] }],
  ['bare', ['--bare', 'hi'], { ...none, bare: true, rest: ['--bare', 'hi'] }],
  ['a missing value', ['--settings'], { ...none, rest: [] }],
])('Claude Code’s arguments: %s', (_, args, expected) => {
  expect(parseClaudeArgs(args)).toEqual(expected as ReturnType<typeof parseClaudeArgs>)
})
