import { expect, test } from 'bun:test'
import { capturedCommand } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { program } from '../../program.ts'
import { propose } from './propose.ts'

const work = { source: { type: 'env', name: 'K' }, upstream: { url: 'https://x.example' } }

async function proposed(...words: string[]): Promise<string[]> {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles: { work, lab: work } })
  await propose(program('0.0.0'), words, seen.context)
  return seen.out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t')[0] ?? '')
}

test('commands, subcommands, flags, values and profiles', async () => {
  expect(await proposed('prof')).toEqual(['profile'])
  expect(await proposed('profile', 're')).toEqual(['remove'])
  expect(await proposed('init', '--y')).toEqual(['--yes'])
  expect(await proposed('connect', 'claude-code', '--mode', 'h')).toEqual(['helper'])
  for (const words of [
    ['run', '--profile'],
    ['token', '--profile'],
    ['connect', 'x', '--profile'],
    ['profile', 'show'],
  ])
    expect(await proposed(...words, 'la')).toEqual(['lab'])
  expect(await proposed('use', '')).toContain('work')
})

test('nothing behind --, and nothing for what is no command', async () => {
  expect(await proposed('run', '--', 'cl')).toEqual([])
  expect(await proposed('nonsense', 'x')).toEqual([])
})
