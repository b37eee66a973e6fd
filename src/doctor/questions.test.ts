import { expect, test } from 'bun:test'
import { costlyQuestion, countQuestion, freeQuestion } from './questions.ts'

test('only the last of them costs anything', () => {
  expect(freeQuestion([])).toEqual({ method: 'GET', path: '/v1/models?limit=1000', credentials: [] })
  expect(countQuestion([], 'm')).toMatchObject({ path: '/v1/messages/count_tokens', body: { model: 'm' } })
  expect(countQuestion([], 'm').body).not.toHaveProperty('max_tokens')
  expect(costlyQuestion([], 'm')).toMatchObject({ path: '/v1/messages', body: { model: 'm', max_tokens: 1 } })
})
