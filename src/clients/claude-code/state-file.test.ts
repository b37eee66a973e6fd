import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from './argv.ts'
import { lookUp, readLayers } from './layers.ts'
import { readState, stateEnv, stateFile } from './state-file.ts'

const state = '/home/dev/.claude.json'
const user = '/home/dev/.claude/settings.json'

test('where it lies: the old name where it is there, and beside a directory of one’s own', () => {
  expect(stateFile(paperWorld())).toBe(state)
  expect(stateFile(paperWorld({ env: { CLAUDE_CONFIG_DIR: '/x' } }))).toBe('/x/.claude.json')
  expect(stateFile(paperWorld({ files: { '/home/dev/.claude/.config.json': '{}' } }))).toBe(
    '/home/dev/.claude/.config.json',
  )
  expect([readState(paperWorld()), readState(paperWorld({ files: { [state]: '{broken' } }))]).toEqual([null, null])
})

test('its variables go over the shell’s and under those of settings, and null says nothing', () => {
  const env = { A: 'state', B: 'state', C: null, D: 1 }
  const world = paperWorld({
    files: { [state]: { env }, [user]: { env: { A: 'user' } } },
    env: { B: 'shell', C: 'shell' },
  })
  const layers = readLayers(world, parseClaudeArgs(['--setting-sources', 'user']))
  const found = (name: string) => lookUp(name, layers, world.env)
  expect(['A', 'B', 'C', 'D'].map((name) => found(name)?.entry.value)).toEqual(['user', 'state', 'shell', '1'])
  expect(found('B')?.layer?.origin).toEqual({ scope: 'user', place: state, trusted: true })
  expect(stateEnv(paperWorld({ files: { [state]: { env: ['x'] } } })).size).toBe(0)
})
