import { expect, test } from 'bun:test'
import { failure, validation } from './failure.ts'

test('the name of an exception travels in a header', () => {
  const answer = failure(validation('No.'), [['date', 'now']])
  expect([answer.status, ...answer.headers]).toEqual([
    400,
    ['content-type', 'application/json'],
    ['x-amzn-errortype', 'ValidationException'],
    ['date', 'now'],
  ])
  expect(new TextDecoder().decode(answer.body as Uint8Array)).toBe('{"message":"No."}')
})
