import { expect, test } from 'bun:test'
import { daemonHome } from '../../../test/kit/daemon-home.ts'

test('says what a pasted error means', async () => {
  await using home = daemonHome()
  const { code, out } = await home.warmkey('explain', 'API Error: 403 Invalid Token')
  expect(out).toStartWith('The token is not accepted (403)\n')
  expect(code).toBe(0)
  expect((await home.warmkey('explain', 'ordinary words')).code).toBe(1)
})
