/**
 * The contract of the cards: what each must have, claim and leave alone, also in the dresses in which people paste. The
 * last part breaks the lists on purpose, so that a suite which finds nothing is known to be able to.
 */
import { describe, expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue, explaining } from '../../src/signatures/catalogue.ts'
import { signatures } from '../../src/signatures/index.ts'
import type { Signature } from '../../src/signatures/signature.ts'
import { ordinaryTexts } from '../kit/ordinary-texts.ts'
import * as contract from './signature-contract.ts'

const shelf = join(import.meta.dir, '..', '..', 'src', 'signatures')
const lists = { deciding: signatures, explaining }
const ids = new Set(catalogue.map(({ id }) => id))

/** Every card that a file of the shelf exports, whether it is listed or not. */
async function cardFiles(): Promise<ReadonlyMap<string, Signature>> {
  const names = readdirSync(shelf, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'))
  const files = names.filter((name) => /^(?!paste\/)[^/]+\/[^/]+(?<!\.test)\.ts$/.test(name)).toSorted()
  const cards = new Map<string, Signature>()
  for (const name of files) {
    const exported = Object.values((await import(join(shelf, name))) as object)
    for (const card of exported) cards.set(exported.length === 1 ? name : `${name} (${card.id})`, card as Signature)
  }
  return cards
}

/** Ids in the order of the documents. */
const documented = (): string[] =>
  [
    ...readFileSync(join(shelf, '..', '..', 'docs', 'reference', 'signatures.md'), 'utf8').matchAll(
      /^\| `([a-z0-9-]+)` \|/gm,
    ),
  ].map((found) => found[1] ?? '')

test('both lists are whole, and in the order of the documents', async () => {
  expect(contract.listProblems(lists, await cardFiles(), documented())).toEqual([])
})

describe.each(catalogue.map((card) => [card.id, card] as const))('%s', (_, card) => {
  test('is told in whole sentences, with a next step', () => {
    expect(contract.wordProblems(card, ids)).toEqual([])
  })

  test('asks for evidence that was seen, with patterns that stay fast', () => {
    expect(contract.evidenceProblems(card)).toEqual([])
  })

  test('claims its own texts and no look-alike', () => {
    expect(contract.claimProblems(card, lists, catalogue)).toEqual([])
  })

  test('is found in every dress', () => {
    expect(contract.disguiseProblems(card, catalogue)).toEqual([])
  })
})

describe.each(Object.entries(ordinaryTexts))('%s', (_, texts) => {
  test.each(texts.map((text) => [text.split('\n')[0]?.slice(0, 70), text] as const))(
    '%p is claimed by no card',
    (_, text) => {
      expect(contract.ordinaryProblems(text, catalogue)).toEqual([])
    },
  )
})

describe('the suite fails', () => {
  test('when any card is dropped', async () => {
    const files = await cardFiles()
    for (const card of catalogue) {
      const without = (list: readonly Signature[]) => list.filter((each) => each !== card)
      const dropped = { deciding: without(signatures), explaining: without(explaining) }
      expect([card.id, contract.listProblems(dropped, files, documented()).length]).not.toEqual([card.id, 0])
    }
  })

  test('when any two cards are swapped', async () => {
    const files = await cardFiles()
    const swapped = (list: readonly Signature[], place: number) =>
      list.map((card, at) =>
        at === place ? (list[place + 1] ?? card) : at === place + 1 ? (list[place] ?? card) : card,
      )
    for (let place = 0; place < signatures.length - 1; place++) {
      const problems = contract.listProblems({ deciding: swapped(signatures, place), explaining }, files, documented())
      expect([place, problems.length]).not.toEqual([place, 0])
    }
    for (let place = 0; place < explaining.length - 1; place++) {
      const problems = contract.listProblems(
        { deciding: signatures, explaining: swapped(explaining, place) },
        files,
        documented(),
      )
      expect([place, problems.length]).not.toEqual([place, 0])
    }
  })

  test('when a card claims the text of another', () => {
    const [greedy] = signatures
    if (greedy === undefined) throw new Error('There is no card.')
    const all = {
      ...greedy,
      id: 'claims-all',
      when: [{ message: /[\s\S]{1,9}/ }, { body: /[\s\S]{1,9}/, code: ['error'] }],
    }
    const lists = { deciding: [all, ...signatures], explaining }
    const problems = signatures.flatMap((card) => contract.claimProblems(card, lists, [all, ...catalogue]))
    expect(problems.length).toBeGreaterThan(0)
  })

  test('when words or evidence of a card are not as they should be', () => {
    const [card] = signatures
    if (card === undefined) throw new Error('There is no card.')
    const bad = {
      ...card,
      title: 'no capital.',
      meaning: 'no',
      remedy: ['The key is old.'],
      related: ['no-such-card'],
      when: [{}],
    }
    expect(contract.wordProblems(bad, ids).length).toBe(4)
    expect(contract.evidenceProblems({ ...bad, updatedOn: 'today', when: [{}, { body: /a+/ }] }).length).toBe(3)
  })
})
