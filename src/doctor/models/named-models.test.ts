import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { isAlias, isAllowed, modelsAllowed, modelsNamed } from './named-models.ts'

const settings = '/home/dev/.claude/settings.json'
const benchOf = (paper: Paper, model: string | null = null) => {
  const config = { kind: 'absent', file: '' } as const
  return createBench({ world: paperWorld(paper), clock: systemClock, config, args: ['-p'], model, spend: false })
}

test('who names which model, the one of the session first', () => {
  const files = {
    [settings]: { fallbackModel: ['haiku', 'claude-b'], env: { CLAUDE_CODE_SUBAGENT_MODEL: 'claude-c' } },
  }
  const named = (paper: Paper, model: string | null) =>
    modelsNamed(benchOf(paper, model)).map(({ model, by }) => `${model} ${by}`)
  expect(named({ files, env: { ANTHROPIC_MODEL: 'claude-a' } }, null)).toEqual([
    'claude-a ANTHROPIC_MODEL of the shell',
    `claude-c CLAUDE_CODE_SUBAGENT_MODEL of ${settings}`,
    `haiku "fallbackModel" of ${settings}`,
    `claude-b "fallbackModel" of ${settings}`,
  ])
  expect(named({}, 'claude-x')).toEqual(['claude-x --model'])
  expect(named({ files: { [settings]: { model: 'claude-y' } } }, null)).toEqual([`claude-y "model" of ${settings}`])
})

test('what an allowlist allows', () => {
  expect(isAllowed('claude-sonnet-5', ['haiku'])).toBe(false)
  expect(isAllowed('claude-haiku-4-5-20251001', ['haiku'])).toBe(true)
  expect(isAllowed('claude-sonnet-5-5', ['claude-sonnet-5'])).toBe(true)
  expect(isAllowed('Claude-Sonnet-5[1m]', ['claude-sonnet-5'])).toBe(true)
  expect(modelsAllowed(benchOf({ files: { [settings]: { availableModels: ['opus', 7] } } }))).toEqual({
    place: settings,
    models: ['opus'],
  })
  expect(modelsAllowed(benchOf({}))).toBeNull()
})

test('what the client chooses itself', () => {
  expect(['sonnet', 'opus[1m]', 'opusplan', 'inherit', 'claude-sonnet-5'].map(isAlias)).toEqual([
    true,
    true,
    true,
    true,
    false,
  ])
})
