import { describe, expect, test } from 'bun:test'
import { signatures } from './index.ts'
import { matchSignatures } from './match.ts'
import type { Sighting, Signature } from './signature.ts'

const factsOf = ({ status, headers, text }: Sighting) => ({
  status: status ?? null,
  headers: headers === undefined ? null : new Headers(headers),
  text,
})
const claimed = (sighting: Sighting) => matchSignatures(factsOf(sighting), signatures)?.id ?? null
const patternsOf = (card: Signature): RegExp[] =>
  card.when
    .flatMap((when) => [when.message, when.body, when.printed, ...Object.values(when.headers ?? {})])
    .filter((p) => p !== undefined)
const wordsOf = (card: Signature) => [card.title, card.meaning, ...card.remedy]

describe('the shelf', () => {
  test('puts what is never renewed first and what always is last', () => {
    const order = { no: 0, unsure: 1, yes: 2 }
    const ranks = signatures.map((card) => order[card.renewable])
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
  })
})

for (const card of signatures) {
  describe(card.id, () => {
    test.each(card.seen.map((sighting) => [sighting.text.slice(0, 60), sighting] as const))(
      'claims %p',
      (_, sighting) => {
        expect(claimed(sighting)).toBe(card.id)
      },
    )

    test.each((card.notThis ?? []).map((sighting) => [sighting.text.slice(0, 60), sighting] as const))(
      'leaves %p alone',
      (_, sighting) => {
        expect(claimed(sighting)).not.toBe(card.id)
      },
    )

    test('says where and when each text was seen', () => {
      for (const sighting of [...card.seen, ...(card.notThis ?? [])]) {
        expect(new URL(sighting.source).protocol).toBe('https:')
        expect(sighting.on).toMatch(/^20\d\d-[01]\d-[0-3]\d$/)
      }
      expect(card.updatedOn).toMatch(/^20\d\d-[01]\d-[0-3]\d$/)
    })

    test('has words that reach the screen of Claude Code', () => {
      for (const words of wordsOf(card))
        expect(words).not.toMatch(/x-api-key|credit balance is too low|prompt is too long/i)
    })

    test('explains itself in whole sentences', () => {
      expect(card.remedy.length).toBeGreaterThan(0)
      for (const sentence of [card.meaning, ...card.remedy]) expect(sentence).toMatch(/^[A-Z].+\.$/)
      expect(card.title).toMatch(/^[A-Z].*[^.]$/)
    })

    test('has patterns that are bounded and keep no state', () => {
      for (const pattern of patternsOf(card)) {
        expect(pattern.flags).toMatch(/^i?$/)
        // Every repetition has an end, there are at most two, and none repeats a group.
        const bare = pattern.source.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_')
        expect(bare).not.toMatch(/[*+]|\{\d+,\}/)
        expect(bare.match(/\{\d+(?:,\d+)?\}/g)?.length ?? 0).toBeLessThanOrEqual(2)
        expect(bare).not.toMatch(/\)\{/)
      }
    })

    test('asks for evidence in each alternative', () => {
      for (const when of card.when) {
        expect(when.status ?? when.code ?? when.headers ?? when.message ?? when.body ?? when.printed).toBeDefined()
        expect(when.status?.length).not.toBe(0)
        expect(when.code?.length).not.toBe(0)
      }
    })
  })
}
