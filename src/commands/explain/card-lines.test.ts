import { describe, expect, test } from 'bun:test'
import { createColors } from 'picocolors'
import { catalogue } from '../../signatures/catalogue.ts'
import { fullLines, lookOf, shortLines, sureness } from './card-lines.ts'

const titles = new Map(catalogue.map(({ id, title }) => [id, title]))
const plain = createColors(false)

describe.each([60, 80, 120])('at %d columns', (columns) => {
  const look = lookOf(columns, plain)

  test('no card breaks out of the screen when it is told shortly', () => {
    for (const card of catalogue)
      for (const line of shortLines({ card, confidence: 0.9 }, look))
        if (/\s\S.*\s\S/.test(line.trim()))
          expect([card.id, line, line.length <= columns]).toEqual([card.id, line, true])
  })

  test('no prose does in full', () => {
    for (const card of catalogue) {
      const commands = new Set((card.checks ?? []).map(({ look: what }) => what))
      for (const line of fullLines({ card, confidence: 0.9 }, look, titles))
        if (line.length > columns)
          expect(
            [...commands, ...(card.related ?? []), 'http'].some((each) => line.includes(each)) ||
              !/\S\s\S/.test(line.trim()),
          ).toBe(true)
    }
  })
})

test('colours are only added where they are wanted', () => {
  const [card] = catalogue
  if (card === undefined) throw new Error('There is no card.')
  expect(shortLines({ card, confidence: 0.9 }, lookOf(80, plain)).join('')).not.toContain('\u001b')
  expect(shortLines({ card, confidence: 0.9 }, lookOf(80, createColors(true))).join('')).toContain('\u001b')
})

test.each([
  [0.95, 'sure'],
  [0.65, 'likely'],
  [0.5, 'maybe'],
  [0.3, 'a guess'],
])('%p is %s', (confidence, word) => {
  expect(sureness(confidence)).toBe(word)
})
