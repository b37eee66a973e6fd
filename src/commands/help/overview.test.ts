import { expect, test } from 'bun:test'
import { commands } from '../index.ts'
import { askedFor, overview } from './overview.ts'

test('every command stands once in the overview, behind what it is for', () => {
  const lines = overview('1.2.3').split('\n')
  for (const { name, brief } of commands)
    expect(lines.filter((line) => line.startsWith(`  ${name} `) && line.endsWith(`  ${brief}`))).toHaveLength(1)
  expect(lines.at(-1)).toBe('')
})

test.each([
  [[], 'overview'],
  [['help'], 'overview'],
  [['-h'], 'overview'],
  [['--help'], 'overview'],
  [['help', 'doctor'], { help: ['doctor', '--help'] }],
  [['help', 'profile', 'add'], { help: ['profile', 'add', '--help'] }],
  [['doctor', '--help'], null],
  [['--version'], null],
  [['--help', 'doctor'], null],
] as const)('%j asks for %j', (args, wanted) => expect(askedFor(args)).toEqual(wanted))
