import { expect, test } from 'bun:test'
import { gzipSync } from 'node:zlib'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { packed, unpacked } from './archive.ts'

const entries = [
  { name: 'a.json', text: '{"ü":1}\n' },
  { name: 'cases/b.json', text: 'x'.repeat(100_000) },
]

test('what is packed is unpacked, and tar can read it', async () => {
  const bytes = await packed(entries)
  expect(await unpacked(bytes)).toEqual(entries)
  using scratch = makeScratch()
  await Bun.write(scratch.path('r.tar.gz'), bytes)
  const tar = Bun.spawnSync(['tar', 'tzf', scratch.path('r.tar.gz')])
  expect(tar.stdout.toString().trim().split('\n').sort()).toEqual([
    'warmkey-report/a.json',
    'warmkey-report/cases/b.json',
  ])
})

test('what is no archive, is broken off, or unpacks to a mountain, is none', async () => {
  const bytes = await packed(entries)
  expect(await unpacked(Buffer.from('hello'))).toBeNull()
  expect(await unpacked(bytes.subarray(0, bytes.length / 2))).toBeNull()
  expect(await unpacked(gzipSync(Buffer.alloc(40 * 1024 * 1024)))).toBeNull()
})
