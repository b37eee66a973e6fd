import { expect, test } from 'bun:test'
import { existsSync, lstatSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { makeScratch, type Scratch } from '../../test/kit/scratch.ts'
import { until } from '../../test/kit/until.ts'
import { WarmkeyError } from '../errors.ts'
import { type Control, type ControlHandlers, openControl } from './control.ts'
import { askDaemon } from './control-client.ts'
import type { Status } from './control-protocol.ts'

const unused = (): never => {
  throw new Error('not part of this test')
}

function open(
  scratch: Scratch,
  handlers: Partial<ControlHandlers> = {},
  name = 'run',
): { control: Control; socket: string } {
  const runtime = scratch.path(name)
  const socket = join(runtime, 'control.sock')
  const all: ControlHandlers = {
    status: unused,
    statusline: () => ({ text: 'hello' }),
    tokenFor: unused,
    invalidate: unused,
    credential: unused,
    failures: unused,
    failed: unused,
    reload: unused,
    stop: unused,
    attach: unused,
    ...handlers,
  }
  return { control: openControl({ places: { runtime, socket }, platform: process.platform, handlers: all }), socket }
}

const post = (socket: string, path: string, body: unknown) => askDaemon(socket, { method: 'POST', path, body })

test('the socket is for its user alone, and gone when it is closed', async () => {
  using scratch = makeScratch()
  const { control, socket } = open(scratch)
  expect([lstatSync(scratch.path('run')).mode & 0o777, lstatSync(socket).mode & 0o777]).toEqual([0o700, 0o600])
  expect(await askDaemon<unknown>(socket, { method: 'GET', path: '/v1/statusline' })).toEqual({ text: 'hello' })
  await control.close()
  expect(existsSync(socket)).toBe(false)
})

test('a question reaches its handler as the schema has it, with what a newer client adds left out', async () => {
  using scratch = makeScratch()
  const asked: unknown[] = []
  const { control, socket } = open(scratch, {
    tokenFor: async (request) => {
      asked.push(request)
      return { key: 'k', profile: 'work', expiresAtMs: null }
    },
  })
  const client = { pid: 7, startedAt: '1' }
  const answer = await post(socket, '/v1/token', { ttlMs: 300_000, client, invented: true })
  expect<unknown>([answer, asked]).toEqual([
    { key: 'k', profile: 'work', expiresAtMs: null },
    [{ ttlMs: 300_000, client }],
  ])
  await control.close()
})

test('an error is answered in words, with its code, its remedy and no secret', async () => {
  using scratch = makeScratch()
  const { control, socket } = open(scratch, {
    tokenFor: () => {
      throw new WarmkeyError('source-failed', 'The vault said Bearer abcdefgh12345678 !', {
        remedy: 'Unseal it.',
        transient: false,
      })
    },
  })
  expect<unknown>(await post(socket, '/v1/token', { ttlMs: 1, client: null })).toEqual({
    error: {
      code: 'source-failed',
      message: 'The vault said Bearer [secret] !',
      remedy: 'Unseal it.',
      transient: false,
    },
  })
  await control.close()
})

test.each([
  ['/v1/token', { ttlMs: 'long', client: null }, 'ttlMs'],
  ['/v1/token', [1], 'body'],
  ['/v1/credential', { profile: {}, env: {}, rejected: null }, 'profile.source'],
  ['/v9/anything', {}, 'POST /v9/anything'],
])('%s with %j is not understood, and says so', async (path, body, words) => {
  using scratch = makeScratch()
  const { control, socket } = open(scratch)
  const answer = (await post(socket, path, body)) as { error: { code: string; message: string; remedy: string } }
  expect(answer.error.code).toBe('usage')
  expect(answer.error.message).toContain(words)
  expect(answer.error.remedy).toContain('`warmkey up` replaces it')
  await control.close()
})

test('a run is attached until it goes away, however it goes', async () => {
  using scratch = makeScratch()
  const log: string[] = []
  const { control, socket } = open(scratch, {
    attach: () => {
      log.push('came')
      return () => void log.push('went')
    },
  })
  const gone = new AbortController()
  const response = await fetch('http://warmkey/v1/attach', { unix: socket, signal: gone.signal })
  const reader = response.body?.getReader()
  await reader?.read()
  expect(log).toEqual(['came'])
  gone.abort()
  await until(() => log.includes('went'))
  await control.close(true)
})

test('a caller that goes away is noticed by the handler', async () => {
  using scratch = makeScratch()
  const begun = Promise.withResolvers<void>()
  let gone = false
  const { control, socket } = open(scratch, {
    tokenFor: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          gone = true
          reject(signal.reason)
        })
        begun.resolve()
      }),
  })
  const caller = new AbortController()
  const asking = askDaemon(socket, {
    method: 'POST',
    path: '/v1/token',
    body: { ttlMs: 1, client: null },
    signal: caller.signal,
  })
  await begun.promise
  caller.abort(new Error('enough'))
  await expect(asking).rejects.toThrow('enough')
  await until(() => gone)
  await control.close(true)
})

test('a running answer is let end', async () => {
  using scratch = makeScratch()
  const gate = Promise.withResolvers<Status>()
  const begun = Promise.withResolvers<void>()
  const { control, socket } = open(scratch, {
    tokenFor: async () => {
      begun.resolve()
      await gate.promise
      return { key: 'k', profile: 'work', expiresAtMs: null }
    },
  })
  const asking = post(socket, '/v1/token', { ttlMs: 1, client: null })
  await begun.promise
  const closed = control.close()
  gate.resolve({} as Status)
  expect<unknown>(await asking).toMatchObject({ key: 'k' })
  await closed
})

test('a socket that a killed daemon has left is replaced', async () => {
  using scratch = makeScratch()
  mkdirSync(scratch.path('run'), { mode: 0o700 })
  const path = scratch.path('run/control.sock')
  const dying = `Bun.serve({ unix: process.argv[1], fetch: () => new Response('') }); process.kill(process.pid, 'SIGKILL')`
  expect(Bun.spawnSync([process.execPath, '-e', dying, path]).signalCode).toBe('SIGKILL')
  expect(lstatSync(path).isSocket()).toBe(true)
  expect(await askDaemon(path, { method: 'GET', path: '/v1/statusline' })).toBeNull()
  const { control, socket } = open(scratch)
  expect<unknown>(await askDaemon(socket, { method: 'GET', path: '/v1/statusline' })).toEqual({ text: 'hello' })
  await control.close()
})

test('a link, a file and a path that no socket can have are refused', () => {
  using scratch = makeScratch()
  scratch.write('a/control.sock', 'mine')
  mkdirSync(scratch.path('b'))
  symlinkSync(scratch.path('a/control.sock'), scratch.path('b/control.sock'))
  expect(() => open(scratch, {}, 'a')).toThrow('is not a socket')
  expect(() => open(scratch, {}, 'b')).toThrow('is not a socket')
  expect(() => open(scratch, {}, 'c'.repeat(100))).toThrow('is longer than')
  expect(scratch.read('a/control.sock')).toBe('mine')
})
