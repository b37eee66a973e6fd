import { expect, test } from 'bun:test'
import { plainFlags } from './arguments.ts'

for (const [line, expected] of [
  ['', {}],
  ['--profile work', { profile: 'work' }],
  ['--profile=work --format json', { profile: 'work', format: 'json' }],
  ['--format=header --profile=a=b', { profile: 'a=b', format: 'header' }],
  // Everything else is read by the library, which also has words for it.
  ['--profile', null],
  ['--profile=', null],
  ['--profile --format json', null],
  ['--profile a --profile b', null],
  ['--help', null],
  ['-h', null],
  ['work', null],
  ['--', null],
  ['--profile work --', null],
  ['--Profile work', null],
] as const) {
  test(`warmkey token ${line}`, () => {
    expect(plainFlags(line === '' ? [] : line.split(' '))).toEqual(expected)
  })
}
