import { expect, test } from 'bun:test'
import { createFakeClock } from '../../../test/kit/fake-clock.ts'
import { type ActOneDeps, actOne } from './act-one.ts'
import type { Screen } from './screen.ts'

/** Plays the act on a clock that moves whenever it is waited for. */
async function play(change: Partial<ActOneDeps> = {}) {
  const clock = createFakeClock()
  const said: string[] = []
  const screen: Screen = {
    act: (number, title) => void said.push(`${number} ${title}`),
    scene: (title) => void said.push(title),
    row: ({ id, outcome, surprise }) => void said.push(`${id}: ${outcome}${surprise === null ? '' : ` (${surprise})`}`),
    line: (text) => void said.push(text),
    command: (text) => void said.push(text),
    live: () => void setImmediate(() => void clock.advance(100)),
  }
  const ended = new AbortController()
  const rows = await actOne({ clock, env: {}, screen, ended: ended.signal, keyLifeMs: 1_200, ...change })
  return { rows, said }
}

test('the SDK alone fails at an expiry, with warmkey it is answered, and a denial comes through at once', async () => {
  const { rows, said } = await play()
  expect(said).toEqual([
    '1 The official Anthropic SDK',
    'A fresh key',
    'sdk-fresh-without: answered',
    'sdk-fresh-with: answered',
    'Then it expires: the same clients, the next request',
    'sdk-expired-without: failed',
    'sdk-expired-with: answered',
    'Also a 403, but no expiry: the key may not use this model',
    'sdk-denied-with: refused',
  ])
  expect(rows.map(({ requests, keyRuns, words }) => ({ requests, keyRuns, words }))).toEqual([
    { requests: 1, keyRuns: 0, words: null },
    { requests: 1, keyRuns: 1, words: null },
    { requests: 1, keyRuns: 0, words: '403 Invalid Token' },
    { requests: 2, keyRuns: 1, words: null },
    {
      requests: 1,
      keyRuns: 0,
      words: '403 Your API key does not have permission to use the specified resource.',
    },
  ])
})

test('keys that never die are a surprise in both lines about the expiry, and only there', async () => {
  const { rows } = await play({ keyLifeMs: null })
  expect(rows.flatMap(({ id, surprise }) => (surprise === null ? [] : [[id, surprise]]))).toEqual([
    ['sdk-expired-without', 'expected failed, the words “Invalid Token”'],
    ['sdk-expired-with', 'expected 2 requests, 1 run of the key command'],
  ])
})

test('nothing of the environment reaches the SDK', async () => {
  const before = { ...process.env }
  Object.assign(process.env, {
    ANTHROPIC_API_KEY: 'sk-ant-of-the-person',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
    ANTHROPIC_CUSTOM_HEADERS: 'x-api-key: sk-ant-of-the-person\nauthorization: Bearer of-the-person',
    HTTP_PROXY: 'http://127.0.0.1:1',
    http_proxy: 'http://127.0.0.1:1',
  })
  try {
    const { rows } = await play({ env: process.env })
    expect(rows.map(({ surprise }) => surprise)).toEqual([null, null, null, null, null])
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
})

test('it stops where it is when it is ended', async () => {
  const ended = AbortSignal.abort(new Error('ended'))
  await expect(play({ ended })).rejects.toThrow('ended')
})
