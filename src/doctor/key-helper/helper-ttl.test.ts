import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from '../../clients/claude-code/argv.ts'
import { readLayers } from '../../clients/claude-code/layers.ts'
import { helperTtl, meantMs, ttlName } from './helper-ttl.ts'

const ttlIn = (paper: Paper) => {
  const world = paperWorld(paper)
  return helperTtl({ world, layers: readLayers(world, parseClaudeArgs(['-p'])) })
}

test.each([
  ['60000', 60_000, null],
  ['5m', 5, 'unit'],
  ['5_000', 5, 'unit'],
  ['0', 0, 'always'],
  ['300', 300, 'always'],
  ['-1', 300_000, 'negative'],
  ['soon', 300_000, 'words'],
] as const)('%s is %p ms', (text, ms, odd) => {
  expect(ttlIn({ env: { [ttlName]: text } })).toMatchObject({ ms, odd, place: 'the shell', hidden: null })
})

test('settings count before the shell, and five minutes where nobody says anything', () => {
  const files = { '/home/dev/.claude/settings.json': { env: { [ttlName]: '1000' } } }
  expect(ttlIn({ files, env: { [ttlName]: '2000' } })).toMatchObject({ ms: 1000, hidden: '2000' })
  expect(ttlIn({})).toMatchObject({ ms: 300_000, place: null })
})

test('what was meant', () => {
  expect(['5m', '90s', '1h', '300', '5_000', '250 ms', 'soon'].map(meantMs)).toEqual([
    300_000,
    90_000,
    3_600_000,
    300,
    5000,
    250,
    null,
  ])
})
