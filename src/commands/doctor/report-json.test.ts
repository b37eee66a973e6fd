import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from '../../clients/claude-code/argv.ts'
import { readLadder } from '../../clients/claude-code/ladder.ts'
import { readLayers } from '../../clients/claude-code/layers.ts'
import type { Finding } from '../../doctor/check.ts'
import { reportJson } from './report-json.ts'

test('every finding has every field, and the first wrong one is the root', () => {
  const world = paperWorld({ env: { ANTHROPIC_API_KEY: 'canary' } })
  const args = parseClaudeArgs([])
  const ladder = readLadder(world, args, readLayers(world, args))
  const about = { title: 'One', group: 'files' } as const
  const findings: readonly Finding[] = [
    { ...about, check: 'a', status: 'ok', summary: 'fine' },
    { ...about, check: 'b', status: 'warn', cause: 'dns', summary: 'odd', evidence: ['x'], fix: null },
    { ...about, check: 'c', status: 'wrong', cause: 'tls', summary: 'gone', evidence: [], fix: 'Type: it' },
  ]
  expect(reportJson(findings, [{ number: 1, status: 'ok', title: 'T', summary: 's' }], ladder)).toEqual({
    schema: 1,
    causes: [{ number: 1, status: 'ok', summary: 's' }],
    findings: [
      { check: 'a', status: 'ok', cause: null, summary: 'fine', evidence: [], fix: null },
      { check: 'b', status: 'warn', cause: 'dns', summary: 'odd', evidence: ['x'], fix: null },
      { check: 'c', status: 'wrong', cause: 'tls', summary: 'gone', evidence: [], fix: 'Type: it' },
    ],
    root: 'c',
    ladder: [
      {
        rung: 'ANTHROPIC_API_KEY',
        kind: 'api-key',
        scope: 'shell',
        place: 'the shell',
        state: 'used',
        winner: true,
        words: 'used, unless somebody declines it when Claude Code asks',
      },
    ],
  })
})
