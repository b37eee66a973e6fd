/**
 * Looks for texts on which a pattern, or the reader of pasted texts, takes much longer than in proportion to their length.
 * Sixteen times the text may take sixteen times as long; work that grows with the square of it takes 256 times as long,
 * which stands out of any noise. Each measurement is the shortest of several, and a suspicion is measured again.
 */
import { describe, expect, test } from 'bun:test'
import { catalogue } from '../../src/signatures/catalogue.ts'
import { literalsOf } from '../../src/signatures/paste/literals.ts'
import { readPaste } from '../../src/signatures/paste/read-paste.ts'
import type { Signature } from '../../src/signatures/signature.ts'

const factor = 16
const suspicious = factor * 6

function shortestMs(work: () => void, rounds: number): number {
  let shortest = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const from = performance.now()
    work()
    shortest = Math.min(shortest, performance.now() - from)
  }
  return shortest
}

/** How many times as long the long text takes; what is too short to be measured counts as the smallest step of the clock. */
function growth(work: (text: string) => void, short: string, long: string): number {
  let smallest = Number.POSITIVE_INFINITY
  for (let again = 0; again < 4 && smallest > suspicious; again++) {
    const few = Math.max(
      shortestMs(() => work(short), 5),
      0.02,
    )
    smallest = Math.min(smallest, shortestMs(() => work(long), 3) / few)
  }
  return smallest
}

const patternsOf = ({ when }: Signature): RegExp[] =>
  when.flatMap(({ message, body, printed, headers }) =>
    [message, body, printed, ...Object.values(headers ?? {})].filter((each) => each !== undefined),
  )

/** Beginnings that never come to an end, made of the pattern's own words, and what its classes take. */
function provocations(pattern: RegExp): string[] {
  const words = literalsOf(pattern) ?? []
  const own = pattern.source.replace(/\\[bBwdsSWD]|\{[\d,]+\}|[\\^$?:()[\]|]/g, '')
  return ['a', ' ', '1', '"', 'a ', 'a1 ', own, ...words.flatMap((word) => [word, `${word} `, word.slice(0, -1)])]
}

describe('no pattern takes more than in proportion', () => {
  test.each(catalogue.map((card) => [card.id, card] as const))('%s', (_, card) => {
    const slow: string[] = []
    for (const pattern of patternsOf(card))
      for (const piece of provocations(pattern)) {
        if (piece === '') continue
        const text = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
        if (growth((each) => void pattern.test(each), text(1_024), text(1_024 * factor)) > suspicious)
          slow.push(`${pattern} on ${JSON.stringify(piece)}`)
      }
    expect(slow).toEqual([])
  })
})

describe('neither does the reader', () => {
  const pieces = [
    '{',
    '{"',
    '\\"',
    '\\',
    '\u001b[',
    '&lt;',
    '<html>',
    ' ',
    '\n',
    '403 ',
    'error: ',
    '"a":"b",',
    '(',
    "'",
    '[0m',
    ' at x',
    '2026-11-21T09:14:03Z ',
    'request id ',
  ]
  const seen = catalogue.map(({ seen: [first] }) => first.text)
  test.each(
    [...pieces, seen.join(' '), seen.join('\n'), JSON.stringify(seen)].map(
      (piece) => [JSON.stringify(piece).slice(0, 40), piece] as const,
    ),
  )('on %s', (_, piece) => {
    const text = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
    const read = (each: string) => void readPaste({ text: each, status: null, headers: null }, catalogue)
    expect(growth(read, text(8_192), text(8_192 * factor))).toBeLessThan(suspicious)
  })
})
