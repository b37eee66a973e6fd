import { expect, test } from 'bun:test'
import { namesIn, secondsIn, tokenIn } from './token-origin.ts'

const answer = (auth: unknown, status = 200) => ({ status, body: { auth } as object })

test('the token of an answer with what is said of it', () => {
  const auth = {
    client_token: 'fake-token',
    renewable: true,
    lease_duration: 60,
    token_policies: ['a'],
    policies: ['a', 'b'],
  }
  expect(tokenIn(answer(auth))).toMatchObject({ renewable: true, seconds: 60, policies: ['a'] })
  expect(tokenIn(answer(auth))?.secret.open()).toBe('fake-token')
  expect(tokenIn(answer({ client_token: 'fake-token' }))).toMatchObject({
    renewable: false,
    seconds: 0,
    policies: null,
  })
})

test('no token is made up', () => {
  for (const auth of [undefined, null, {}, { client_token: '' }, { client_token: 7 }, 'text'])
    expect(tokenIn(answer(auth))).toBeNull()
  expect(tokenIn(answer({ client_token: 'fake-token' }, 403))).toBeNull()
})

test('numbers and names are taken only as such', () => {
  expect([60, 0, '60', Number.NaN, null].map(secondsIn)).toEqual([60, 0, 0, 0, 0])
  expect([['a'], [], ['a', 1], 'a', null].map(namesIn)).toEqual([['a'], null, null, null, null])
})
