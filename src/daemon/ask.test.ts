import { expect, test } from 'bun:test'
import { makeScratch, type Scratch } from '../../test/kit/scratch.ts'
import { askDaemon, demand, errorOf, isError } from './ask.ts'

const question = { method: 'POST', path: '/v1/token', body: { ttlMs: 1 } } as const
const refusal = {
  error: { code: 'source-failed', message: 'It is sealed.', remedy: 'Unseal it.', transient: false },
} as const

function daemon(scratch: Scratch, fetch: (request: Request) => Response | Promise<Response>) {
  const socket = scratch.path('s')
  const server = Bun.serve({ unix: socket, fetch })
  return { socket, [Symbol.asyncDispose]: () => server.stop(true) }
}

test('an answer comes back parsed, and an error as one of ours', async () => {
  using scratch = makeScratch()
  const answers: object[] = [{ key: 'fake' }, refusal, refusal]
  await using there = daemon(scratch, async (request) => {
    expect([request.method, await request.json()]).toEqual(['POST', { ttlMs: 1 }])
    return Response.json(answers.shift())
  })
  expect(await demand<object>(there.socket, question)).toEqual({ key: 'fake' })
  expect(isError(await askDaemon(there.socket, question))).toBe(true)
  await expect(demand<object>(there.socket, question)).rejects.toMatchObject(refusal.error)
  expect(errorOf(refusal).sentence).toBe('It is sealed. Unseal it.')
})

test('a daemon that breaks off is told from one that is not there, and from a caller who goes', async () => {
  using scratch = makeScratch()
  expect(await askDaemon(scratch.path('none'), question)).toBeNull()
  const came = Promise.withResolvers<void>()
  let serve: () => Response | Promise<Response> = () => new Response('{"key": "half')
  await using there = daemon(scratch, () => serve())
  await expect(askDaemon(there.socket, question)).rejects.toMatchObject({ code: 'source-unavailable' })
  serve = () => {
    came.resolve()
    return new Promise(() => {})
  }
  const controller = new AbortController()
  const answer = askDaemon(there.socket, { ...question, signal: controller.signal }).catch((thrown: unknown) => thrown)
  await came.promise
  controller.abort('gone')
  expect(await answer).toBe('gone')
})
