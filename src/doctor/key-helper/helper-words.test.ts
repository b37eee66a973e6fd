import { expect, test } from 'bun:test'
import { meaningOf } from './helper-words.ts'

test('what tools say of themselves', async () => {
  expect(await meaningOf('Error when retrieving token from sso: Token has expired and refresh failed\n')).toMatch(
    /sso login/,
  )
  expect(
    await meaningOf(
      'Error making API request.\n\nURL: GET http://127.0.0.1:8200/v1/secret\nCode: 503. Errors:\n\n* Vault is sealed',
    ),
  ).toMatch(/sealed/i)
})

test('nothing is made up', async () => {
  for (const text of ['', ' \n', 'no such key', 'denied']) expect(await meaningOf(text)).toBeNull()
})
