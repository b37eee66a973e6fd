import { expect, test } from 'bun:test'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { systemClock } from '../../clock.ts'
import type { WarmkeyContext } from '../context.ts'
import { benchOf } from './bench-here.ts'

const contextIn = (root: string, env: Record<string, string>): WarmkeyContext =>
  ({
    env: { XDG_CONFIG_HOME: root, ...env },
    home: root,
    cwd: root,
    platform: process.platform,
    clock: systemClock,
  }) as unknown as WarmkeyContext

test('what is there, broken or not, and what is not', () => {
  using scratch = makeScratch()
  const bench = () => benchOf(contextIn(scratch.root, { ANTHROPIC_API_KEY: 'a' }), { model: 'm' })
  expect(bench()).toMatchObject({ model: 'm', spend: false, config: { kind: 'absent' } })
  expect(bench().ladder.winner?.rung.name).toBe('ANTHROPIC_API_KEY')
  scratch.write('warmkey/config.jsonc', '{ "profiles": 7 }')
  expect(bench().config.kind).toBe('problems')
  scratch.write('warmkey/config.jsonc', '{}')
  expect(bench().config.kind).toBe('config')
})

test('a configuration that is no file is a problem, and nobody waits for it', () => {
  using scratch = makeScratch()
  scratch.write('warmkey/keep', '')
  expect(Bun.spawnSync(['mkfifo', scratch.path('warmkey/config.jsonc')]).exitCode).toBe(0)
  expect(benchOf(contextIn(scratch.root, {}), {}).config).toMatchObject({
    kind: 'problems',
    problems: [{ line: 1, fact: expect.stringContaining('a pipe') }],
  })
})
