import { expect, test } from 'bun:test'
import { signatures } from '../index.ts'
import { literalsOf } from './literals.ts'

test.each([
  [/\bOAuth (?:access )?token has expired\b/i, ['token has expired']],
  [/^(?:Forbidden: )?Invalid (?:access )?token\.?$/i, ['invalid ']],
  [/\b(?:security|bearer) token included\b/, [' token included']],
  [/\bone thing\b|\banother\b/, ['one thing', 'another']],
  [/(?:alpha|beta) x/, ['alpha', 'beta']],
  [/a?b{0,3}[cd]\S/, null],
  [/(?:long words)? yes/, [' yes']],
  [/^$/, null],
  [/(?!never this)but that/, ['but that']],
  [/\[ReqId: \S{1,40}\]/, ['[reqid: ']],
  [/your account's limit/, ['your account']],
  [/ab{1,3}cde/, ['cde']],
  [/refused — a wall/, ['refused — a wall']],
])('%p', (pattern, words) => {
  expect(literalsOf(pattern)).toEqual(words as string[] | null)
})

test('whatever a pattern of a card matches has one of its words', () => {
  for (const card of signatures)
    for (const { message, body } of card.when)
      for (const pattern of [message, body]) {
        const words = pattern === undefined ? null : literalsOf(pattern)
        if (pattern === undefined || words === null) continue
        for (const { text } of card.seen)
          if (pattern.test(text)) expect(words.some((word) => text.toLowerCase().includes(word))).toBe(true)
      }
})
