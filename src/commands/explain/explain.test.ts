import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { clientEnv, warmkey } from '../../../test/kit/living-client.ts'
import { runInContext } from '../../../test/kit/run-in-context.ts'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'

let scratch: Scratch
beforeAll(() => {
  scratch = makeScratch()
})
afterAll(() => scratch[Symbol.dispose]())

const explain = (...args: string[]) => runInContext(scratch, ['explain', ...args])
const json = async (...args: string[]) => JSON.parse((await explain('--json', ...args)).out)

const expired =
  '{"type":"error","error":{"type":"authentication_error","message":"OAuth token has expired. Please obtain a new token or refresh your existing token."}}'

test('a known error is told shortly: what it is, what to do, how to know that it worked', async () => {
  const { code, out, err } = await explain('API Error: 403 The security token included in the request is expired')
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^The .+\naws-token-expired · account or auth · expired · \w+\n\nWhat it is\n {2}\S/)
  for (const heading of ['Do this now', 'How to know that it worked', 'With warmkey'])
    expect(out).toContain(`\n${heading}\n`)
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})

test('--full tells all of the card', async () => {
  const { out } = await explain('--full', expired)
  for (const heading of [
    'Why it happens',
    'What it usually is',
    'How to check',
    'Can it be ignored',
    'How to prevent it',
    'Seen',
  ])
    expect(out).toContain(`\n${heading}\n`)
  expect(out).toContain('https://github.com/')
})

test('--json has its shape', async () => {
  const answer = await json(expired)
  expect(answer).toMatchObject({
    schema: 1,
    root: 'anthropic-oauth-token-expired',
    matches: [
      {
        card: 'anthropic-oauth-token-expired',
        area: 'account-or-auth',
        cause: 'expired',
        renewable: true,
        verdict: 'renew',
      },
    ],
  })
  const [match] = answer.matches
  for (const name of ['title', 'confidence', 'meaning', 'remedy', 'sources', 'span']) expect(match).toHaveProperty(name)
  expect(expired.slice(...match.span)).toContain('OAuth token has expired')
})

test('several failures are all told, the one that the others follow from first', async () => {
  const text =
    'API Error (403 The security token included in the request is invalid.) · Retrying\nUnauthorizedException: Session token not found or invalid'
  const answer = await json(text)
  expect(answer.root).toBe('aws-sso-session')
  expect(answer.matches.map(({ card }: { card: string }) => card)).toEqual(['aws-sso-session', 'aws-token-invalid'])
  expect((await explain(text)).out).toContain('Also in this text')
})

test('an unknown one is said to be unknown, with what to collect', async () => {
  const { code, out } = await explain('The frobnicator is out of tune')
  expect(code).toBe(1)
  expect(out).toStartWith('No card fits this text.')
  expect(out).toContain('What helps to find out')
  expect(await json('The frobnicator is out of tune')).toMatchObject({ schema: 1, matches: [], root: null })
})

test('a status and headers stand for a text', async () => {
  expect((await json('--status', '403', '--header', 'x-deny-reason: host_not_allowed', '')).root).toBe(
    'host-not-allowed',
  )
  expect((await json('--status', '404', 'The security token included in the request is expired')).root).toBeNull()
})

describe('bad use ends with 2 and says what to type:', () => {
  test.each([
    [[], 'nothing to explain'],
    [['--status', 'four', 'x'], 'no HTTP status'],
    [['--header', 'no header', 'x'], 'no header'],
    [['--client', 'two words', 'x'], 'no client'],
    [['--last'], 'not running'],
    [['--exchange', 'abc'], 'not running'],
    [['--last', 'text'], 'two things'],
    [['--yes', 'text'], 'for --learn'],
    [['--no-such-flag', 'x'], 'no-such-flag'],
  ])('%j', async (args, words) => {
    const { code, out, err } = await explain(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(words)
  })
})

test('what is piped in is read to its end', async () => {
  const child = Bun.spawn([warmkey, 'explain', '--json'], {
    env: clientEnv(scratch, {}),
    cwd: scratch.root,
    stdin: new TextEncoder().encode(`${'a line of a log\n'.repeat(20_000)}${expired}\n`),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  expect(JSON.parse(await child.stdout.text()).root).toBe('anthropic-oauth-token-expired')
  expect(await child.exited).toBe(0)
})
