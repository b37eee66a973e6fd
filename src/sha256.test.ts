import { expect, test } from 'bun:test'
import { Sha256 } from './sha256.ts'

const hexOf = async (hash: Sha256) => Buffer.from(await hash.digest()).toString('hex')

test('the example of FIPS 180-4', async () => {
  const hash = new Sha256()
  hash.update('ab')
  hash.update(new TextEncoder().encode('c'))
  expect(await hexOf(hash)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('test case 2 of RFC 4231, and once more after a reset', async () => {
  const hash = new Sha256(new TextEncoder().encode('Jefe').buffer)
  hash.update('nonsense')
  hash.reset()
  hash.update('what do ya want for nothing?')
  expect(await hexOf(hash)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
})
