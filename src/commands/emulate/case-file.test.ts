import { expect, test } from 'bun:test'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { packed } from '../report/archive.ts'
import { readCase } from './case-file.ts'

const one = (exchange: string) => ({
  schema: 1,
  exchange,
  method: 'POST',
  path: '/v1/messages',
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: '{}',
  card: null,
  from: 'kept',
})

test('one case, the last one of a report, and one by its name', async () => {
  using scratch = makeScratch()
  const file = scratch.write('one.json', JSON.stringify(one('e-1')))
  expect((await readCase(file, '/')).exchange).toBe('e-1')
  const entries = [
    { name: 'failures.json', text: JSON.stringify([{ exchange: 'e-9' }, { exchange: 'e-2' }]) },
    { name: 'cases/e-2.json', text: JSON.stringify(one('e-2')) },
    { name: 'cases/e-9.json', text: JSON.stringify(one('e-9')) },
  ]
  await Bun.write(scratch.path('r.tar.gz'), await packed(entries))
  expect((await readCase('r.tar.gz', scratch.root)).exchange).toBe('e-9')
  expect((await readCase('r.tar.gz#e-2', scratch.root)).exchange).toBe('e-2')
  expect(readCase('r.tar.gz#e-3', scratch.root)).rejects.toThrow('There is no exchange e-3')
  expect(readCase('one.json#e-3', scratch.root)).rejects.toThrow('is no failed exchange')
})

test('what is none is refused in words, and a header that no case has with it', async () => {
  using scratch = makeScratch()
  await Bun.write(scratch.path('empty.tar.gz'), await packed([{ name: 'README.txt', text: 'x' }]))
  for (const [text, says] of [
    ['[]', 'is no failed exchange'],
    [JSON.stringify({ ...one('e'), headers: { 'set-cookie': 'x' } }), 'is no failed exchange'],
    [JSON.stringify({ ...one('e'), status: 200 }), 'is no failed exchange'],
    ['\u001f\u008b', 'is no failed exchange'],
  ] as const)
    expect(readCase(scratch.write('x', text), '/')).rejects.toThrow(says)
  expect(readCase('empty.tar.gz', scratch.root)).rejects.toThrow('There is no failed exchange in')
  expect(readCase('absent', scratch.root)).rejects.toThrow('cannot be read (ENOENT)')
})
