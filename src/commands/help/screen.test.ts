import { describe, expect, test } from 'bun:test'
import { type Application, type CommandContext, generateHelpTextForAllCommands } from '@stricli/core'
import { program } from '../../program.ts'
import { helpScreen, isHelp } from './screen.ts'

const all = generateHelpTextForAllCommands(program('0.0.0') as unknown as Application<CommandContext>)
const squeezed = (text: string): string => text.replace(/ *\[default = false\]/g, '').replace(/\s+/g, ' ')

describe('help on a terminal', () => {
  for (const columns of [60, 80, 100]) {
    test(`of ${columns} columns: nothing is broken inside a word, nothing is lost`, () => {
      for (const [, text] of all) {
        expect(isHelp(text)).toBe(true)
        const screen = helpScreen(text, columns)
        expect(squeezed(screen)).toBe(squeezed(text))
        // What is longer than the terminal is one thing to copy, or one part of the usage.
        for (const line of screen.split('\n').filter((each) => each.length > columns))
          expect(line).toMatch(/^ +(?:warmkey|tail|curl|eval|\[)/)
      }
    })
  }

  test('keeps the columns of a table, and puts words below where the first is too wide', () => {
    const text = [
      'USAGE',
      '  warmkey x [--one value] [--two a|b] <name>',
      '',
      'EXAMPLES',
      '  warmkey x --one long-long-value  what it does',
      '',
      'FLAGS',
      '     [--one]  The first of all the flags there are [default = false]',
      '  -h --help   Print it',
    ].join('\n')
    expect(helpScreen(text, 40).split('\n')).toEqual([
      'USAGE',
      '  warmkey x [--one value] [--two a|b]',
      '      <name>',
      '',
      'EXAMPLES',
      '  warmkey x --one long-long-value',
      '      what it does',
      '',
      'FLAGS',
      '     [--one]  The first of all the flags',
      '              there are',
      '  -h --help   Print it',
    ])
  })

  test('is left as it is where it fits, and so is everything else that is printed', () => {
    const [[, text = ''] = []] = all
    expect(helpScreen(text, 1_000)).toBe(text)
    const other = `${'word '.repeat(40)}\n`
    expect(helpScreen(other, 40)).toBe(other)
  })
})
