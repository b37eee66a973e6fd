import { expect, test } from 'bun:test'
import { apiPath, looksMade } from './secret-place.ts'
import type { Session, SessionAnswer } from './session.ts'

const forever = new AbortController().signal

/** The path that comes of it, and what was asked for it. */
async function pathOf(path: string, answer: Pick<SessionAnswer, 'status' | 'body'>): Promise<[string, string[]]> {
  const asked: string[] = []
  const session = {
    ask: async (request: { path: string }) => {
      asked.push(request.path)
      return { ...answer, policies: null }
    },
  } as unknown as Session
  return [await apiPath(path, session, forever), asked]
}

const mounted = (path: string, options: object | null) => ({
  status: 200,
  body: { data: { path, type: 'kv', options } },
})
const question = 'sys/internal/ui/mounts/'

test('a short path of KV v2 gets the part that the command line hides', async () => {
  expect(await pathOf('secret/claude', mounted('secret/', { version: '2' }))).toEqual([
    'secret/data/claude',
    [`${question}secret/claude`],
  ])
  expect(await pathOf('team/a/kv/x/y', mounted('team/a/kv/', { version: '2' }))).toEqual([
    'team/a/kv/data/x/y',
    [`${question}team/a/kv/x/y`],
  ])
})

test('every other path stays as it is', async () => {
  for (const answer of [
    mounted('secret/', { version: '1' }),
    mounted('secret/', null),
    mounted('other/', { version: '2' }),
    { status: 403, body: { errors: ['preflight capability check returned 403'] } },
    { status: 404, body: {} },
  ])
    expect((await pathOf('secret/claude', answer))[0]).toBe('secret/claude')
})

test('nothing is asked where the path says enough', async () => {
  for (const path of ['secret/data/claude', 'database/creds/coder', 'aws/sts/coder', 'identity/oidc/token/coder'])
    expect(await pathOf(path, mounted('secret/', { version: '2' }))).toEqual([path, []])
})

test('what is made on request is guessed by its path', () => {
  expect(['database/creds/x', 'aws/sts/x', 'gcp/token/x'].map(looksMade)).toEqual([true, true, true])
  expect(['secret/data/claude', 'secret/credsx/y'].map(looksMade)).toEqual([false, false])
})
