import { expect, test } from 'bun:test'
import { apiOff, failure, modelGone } from './failure.ts'

const bodyOf = (answer: ReturnType<typeof failure>) => JSON.parse(new TextDecoder().decode(answer.body as Uint8Array))

test('the form of google.rpc.Status, with and without what explains it', () => {
  expect(bodyOf(failure(apiOff('shop'), []))).toMatchObject({
    error: {
      code: 403,
      status: 'PERMISSION_DENIED',
      details: [{ reason: 'SERVICE_DISABLED', domain: 'googleapis.com' }],
    },
  })
  expect(bodyOf(failure(modelGone('x'), [])).error).not.toHaveProperty('details')
})
