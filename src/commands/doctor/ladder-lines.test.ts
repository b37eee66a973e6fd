import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from '../../clients/claude-code/argv.ts'
import { readLadder } from '../../clients/claude-code/ladder.ts'
import { everyRung } from '../../clients/claude-code/ladder-words.ts'
import { readLayers } from '../../clients/claude-code/layers.ts'
import { ladderLines, ladderNotes } from './ladder-lines.ts'

const look = { columns: 80, colour: false, verbose: false, home: '/home/dev' }
const files = {
  '/home/dev/.claude/.credentials.json': { claudeAiOauth: { accessToken: 'canary', scopes: ['user:inference'] } },
}
const ladderOf = (env: Record<string, string>, version: string | null = null) => {
  const world = paperWorld({ env, files })
  const args = parseClaudeArgs([])
  return readLadder(world, args, readLayers(world, args), { version })
}
const both = { ANTHROPIC_AUTH_TOKEN: 'canary', ANTHROPIC_API_KEY: 'canary' }

test('short: what is set, a line each, and how much is not', () => {
  expect(ladderLines(ladderOf(both), look)).toEqual([
    '  => ANTHROPIC_AUTH_TOKEN of the shell: used',
    '  +  ANTHROPIC_API_KEY of the shell: sent beside the winner, in x-api-key',
    '     Claude login of ~/.claude/.credentials.json: hidden by ANTHROPIC_AUTH_TOKEN',
    '     14 other ways of signing in are not set; --verbose names them.',
  ])
})

test('whole: every rung in its order', () => {
  const lines = ladderLines(ladderOf(both), { ...look, columns: 120, verbose: true })
  expect(lines).toHaveLength(everyRung.length)
  expect(lines[0]).toBe('     Claude apps gateway session: not set (/login, Cloud gateway)')
  expect(lines[7]).toStartWith('  => ANTHROPIC_AUTH_TOKEN')
  expect(lines.at(-1)).toStartWith('     primaryApiKey: not set')
})

test('no line is wider than the screen, and colour says nothing alone', () => {
  for (const columns of [60, 80, 120])
    for (const verbose of [true, false]) {
      const plain = ladderLines(ladderOf(both), { ...look, columns, verbose })
      expect(plain.filter((line) => line.length > columns)).toEqual([])
      const coloured = ladderLines(ladderOf(both), { ...look, columns, verbose, colour: true })
      expect(coloured.map((line) => Bun.stripANSI(line))).toEqual(plain)
    }
})

test('a version that reads otherwise is named', () => {
  const env = { ...both, CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD: '1' }
  const old = { version: '2.1.197', newest: ladderOf(env), verbose: false }
  expect(ladderNotes(ladderOf(env, '2.1.197'), old)).toEqual([
    'This is how Claude Code 2.1.197 reads it; newer ones take CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD.',
  ])
  const same = { version: '2.1.330', newest: ladderOf(both), verbose: false }
  expect(ladderNotes(ladderOf(both), same)).toEqual([])
  expect(ladderNotes(ladderOf(both), { ...same, verbose: true }).join(' ')).toMatch(/2\.1\.330.*Claude Desktop/)
  const world = paperWorld({ env: both, files: { '/home/dev/.claude/settings.json': { env: both } } })
  const args = parseClaudeArgs([])
  expect(ladderNotes(readLadder(world, args, readLayers(world, args)), same)).toEqual([
    'Settings go before the shell here, whatever pages on the web say of environment variables.',
  ])
  expect(ladderNotes(ladderOf({}), { ...same, version: null, verbose: true })).toHaveLength(1)
})
