import { expect, test } from 'bun:test'
import { readCustomHeaders } from './custom-headers.ts'

test('a line each; one without a colon is dropped, and so named', () => {
  const { headers, dropped } = readCustomHeaders('X-Team: a:b\n\nAuthorization Bearer x\n x-api-key : y ')
  expect([...headers]).toEqual([
    ['x-team', 'a:b'],
    ['x-api-key', 'y'],
  ])
  expect(dropped).toEqual([3])
})
