import { describe, expect, test } from 'bun:test'
import { type Application, type CommandContext, generateHelpTextForAllCommands } from '@stricli/core'
import { runInContext } from '../test/kit/run-in-context.ts'
import { makeScratch } from '../test/kit/scratch.ts'
import { commands } from './commands/index.ts'
import { WarmkeyError } from './errors.ts'
import { errorLines, program, usageLine } from './program.ts'

const help = generateHelpTextForAllCommands(program('1.2.3') as unknown as Application<CommandContext>)

test('every command has help with an example of itself', () => {
  for (const { name } of commands) {
    // A command that only holds others has its own help, and theirs are these.
    const texts = help.filter(([route]) => `${route} `.startsWith(`warmkey ${name} `)).map(([, text]) => text)
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) {
      expect(text).toContain('EXAMPLES')
      expect(text).toContain(`warmkey ${name}`)
    }
  }
})

describe('an error on the screen', () => {
  test('is one line that says who speaks', () => {
    expect(errorLines(new WarmkeyError('usage', 'There is no command.', { remedy: 'Name one.' }))).toBe(
      'warmkey: There is no command. Name one.',
    )
    expect(errorLines(new WarmkeyError('upstream-tls', 'warmkey: no trust.'))).toBe('warmkey: no trust.')
  })

  test('keeps the lines of a configuration as they are', () => {
    expect(errorLines(new WarmkeyError('config-invalid', '/a:1:1: x\n/a:2:1: y'))).toBe('/a:1:1: x\n/a:2:1: y')
  })

  test('shows where something unforeseen happened, without what it echoes', () => {
    const text = errorLines(new Error('failed for sk-ant-api03-abcdefghijklmnop'))
    expect(text).toContain('warmkey: warmkey met an error')
    expect(text).toContain('program.test.ts')
    expect(text).not.toContain('abcdefghijklmnop')
  })
})

describe('a command line that is not understood', () => {
  test('says so, and where it is said how to write it', () => {
    const remedies = [
      [['profile', 'show'], 'warmkey profile show --help'],
      [['profile', 'frob'], 'warmkey profile --help'],
      [['token', '--frob'], 'warmkey token --help'],
      [['frob'], 'warmkey --help'],
      [['run'], 'warmkey run --help'],
    ] as const
    for (const [typed, remedy] of remedies)
      expect(usageLine('No flag registered for --frob', typed)).toBe(
        `warmkey: No flag registered for --frob. See: ${remedy}`,
      )
    expect(usageLine('No command, did you mean `run`?', ['frob'])).toStartWith(
      'warmkey: No command, did you mean `run`? See',
    )
  })

  test('shows where the -- belongs in a run without one', () => {
    expect(usageLine('No alias registered for -p', ['run', 'claude', '-p', 'hi'])).toBe(
      'warmkey: No alias registered for -p. Write -- before the command that is to be started: warmkey run -- claude -p hello',
    )
    expect(usageLine('No flag registered for --frob', ['run', '--frob', '--', 'claude'])).toEndWith(
      'warmkey run --help',
    )
  })
})

test('a flag of run without its value is no command to be started', async () => {
  using scratch = makeScratch()
  const { code, out, err } = await runInContext(scratch, ['run', '--profile=', '--', 'true'])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toStartWith('warmkey: --profile= has no value')
})
