import { expect, test } from 'bun:test'
import { systemClock } from '../../clock.ts'
import { env } from './env.ts'

const forever = new AbortController().signal
const ask = (name: string, variables: Record<string, string | undefined>) =>
  env.create({ type: 'env', name }, { clock: systemClock, env: variables, home: '/' }).obtain(forever)

test('the variable is the key', async () => {
  const answer = await ask('SOME_KEY', { SOME_KEY: 'sk-000\n' })
  expect([answer.secret.open(), answer.life]).toEqual(['sk-000', {}])
})

test.each([
  ['SOME_KEY', {}, 'source-failed', 'The environment variable SOME_KEY is not set where warmkey runs.'],
  [
    'SOME_KEY',
    { SOME_KEY: undefined },
    'source-failed',
    'The environment variable SOME_KEY is not set where warmkey runs.',
  ],
  ['SOME_KEY', { SOME_KEY: '' }, 'source-malformed', 'The environment variable SOME_KEY is empty.'],
  ['SOME_KEY', { SOME_KEY: '"k"' }, 'source-malformed', 'The environment variable SOME_KEY stands in quotation marks.'],
  [
    'CLAUDE_CODE_OAUTH_TOKEN',
    { CLAUDE_CODE_OAUTH_TOKEN: 'k' },
    'subscription-login',
    'The environment variable CLAUDE_CODE_OAUTH_TOKEN leads to a Claude.ai subscription login, which warmkey does not carry.',
  ],
])('%s in %j', async (name, variables, code, message) => {
  expect(await ask(name, variables).catch((error) => [error.code, error.message])).toEqual([code, message])
})

test.each(['', '1A', 'A B', 'A=B', 'a-b'])('%j is not the name of one', (name) => {
  expect(env.schema.safeParse({ type: 'env', name }).error?.issues[0]?.message).toBe(
    'is not the name of an environment variable',
  )
})
