import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue, explaining } from './catalogue.ts'
import { signatures } from './index.ts'

describe('the two lists', () => {
  test('lets nothing decide that only pages repeat, or that programs print of their own', () => {
    expect(signatures.filter((card) => card.hearsay === true).map(({ id }) => id)).toEqual([])
    expect(signatures.filter((card) => card.when.every((when) => when.printed)).map(({ id }) => id)).toEqual([])
    // Nobody has seen what such a page means by it, so nobody can say that a renewal cures it.
    const renewing = catalogue.filter((card) => card.hearsay === true && card.renewable === 'yes')
    expect(renewing.map(({ id }) => id)).toEqual([])
  })

  test('has each card in one list', () => {
    expect(explaining.filter((card) => signatures.includes(card)).map(({ id }) => id)).toEqual([])
  })
})

test('the gateway and the daemon do not load what only explains', () => {
  const root = join(import.meta.dir, '..')
  for (const folder of ['gateway', 'daemon', 'credential', 'signatures/paste'])
    for (const name of new Bun.Glob('**/*.ts').scanSync(join(root, folder)))
      if (!name.endsWith('.test.ts'))
        expect([name, readFileSync(join(root, folder, name), 'utf8').includes('/catalogue.ts')]).toEqual([name, false])
})
