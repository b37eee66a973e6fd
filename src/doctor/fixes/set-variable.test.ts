import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { placeOf, toSet, toSetWhatIsAsked, toUnset } from './set-variable.ts'

const benchWith = (settings: string) =>
  createBench({
    world: paperWorld({ env: { HTTPS_PROXY: 'x' }, files: { '/home/dev/.claude/settings.json': settings } }),
    clock: systemClock,
    config: { kind: 'absent', file: '' },
    args: [],
    model: null,
    spend: false,
  })

test('what the shell exports is exported anew', () => {
  const bench = benchWith('{}')
  expect(placeOf(bench, 'HTTPS_PROXY')).toBe('the shell')
  expect(toSet(bench, 'HTTPS_PROXY', 'http://127.0.0.1:1')).toEqual({
    fix: 'Type: export HTTPS_PROXY=http://127.0.0.1:1',
  })
  expect(toUnset(bench, 'HTTPS_PROXY')).toEqual({ fix: 'Type: unset HTTPS_PROXY' })
})

test('what settings say is said anew there, because they hide the shell', () => {
  const bench = benchWith('{ "env": { "HTTPS_PROXY": "y" } }')
  const path = placeOf(bench, 'HTTPS_PROXY')
  expect(path).toEndWith('settings.json')
  expect(toSet(bench, 'HTTPS_PROXY', 'z')).toEqual({
    fix: `Set HTTPS_PROXY in ${path} to z.`,
    edit: { what: 'set', path, pointer: ['env', 'HTTPS_PROXY'], value: 'z' },
  })
  expect(toUnset(bench, 'HTTPS_PROXY').edit).toEqual({ what: 'remove', path, pointer: ['env', 'HTTPS_PROXY'] })
})

test('what has to be handed out first', () => {
  const ask = 'Ask whoever runs llm.example for the right address'
  const said = (settings: string) => toSetWhatIsAsked(benchWith(settings), ask, 'HTTPS_PROXY', '<the right address>')
  expect(said('{}')).toBe(`${ask}, then type: export HTTPS_PROXY=<the right address>`)
  expect(said('{ "env": { "HTTPS_PROXY": "y" } }')).toMatch(/, then set HTTPS_PROXY in \S+ to <the right address>\.$/)
})
