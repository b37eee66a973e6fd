import { describe, expect, test } from 'bun:test'
import { createFakeClock } from '../../../test/kit/fake-clock.ts'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { askAbout, keyFromDaemon } from './from-daemon.ts'

const request = { ttlMs: 300_000, client: null }

/** Something that listens where the daemon does. */
function listen(
  scratch: Scratch,
  fetch: (request: Request) => Response | Promise<Response>,
): { readonly socket: string } & AsyncDisposable {
  const socket = scratch.path('control.sock')
  const server = Bun.serve({ unix: socket, fetch })
  return { socket, [Symbol.asyncDispose]: () => server.stop(true) }
}

describe('the daemon', () => {
  test('is asked once, and what it says is handed on', async () => {
    using scratch = makeScratch()
    const asked: unknown[] = []
    await using daemon = listen(scratch, async (question) => {
      asked.push([question.method, new URL(question.url).pathname, await question.json()])
      return Response.json({ key: 'fake-key', profile: 'work', expiresAtMs: null, header: 'both' })
    })
    const given = await keyFromDaemon(
      daemon.socket,
      { env: {}, clock: createFakeClock() },
      { ...request, profile: 'work' },
    )
    expect(given).toEqual({ key: 'fake-key', profile: 'work', expiresAtMs: null, header: 'both' })
    expect(asked).toEqual([['POST', '/v1/token', { ttlMs: 300_000, client: null, profile: 'work' }]])
  })

  test('that says why not is believed', async () => {
    using scratch = makeScratch()
    const error = { code: 'source-failed', message: 'The vault is sealed.', remedy: 'Unseal it.', transient: true }
    await using daemon = listen(scratch, () => Response.json({ error }, { status: 503 }))
    await expect(keyFromDaemon(daemon.socket, { env: {}, clock: createFakeClock() }, request)).rejects.toMatchObject(
      error,
    )
  })

  test('that hangs is not waited for longer than 9.7 s', async () => {
    using scratch = makeScratch()
    const came = Promise.withResolvers<void>()
    await using daemon = listen(scratch, () => {
      came.resolve()
      return new Promise(() => {})
    })
    const clock = createFakeClock()
    const answer = keyFromDaemon(daemon.socket, { env: {}, clock }, request).catch((error: unknown) => error)
    await came.promise
    await clock.advance(9_700)
    expect(await answer).toMatchObject({ code: 'source-timeout', message: expect.stringContaining('does not answer') })
    expect(clock.timers).toBe(0)
  })

  test('that is gone is no daemon: nobody listens, or nothing is there', async () => {
    using scratch = makeScratch()
    const context = { env: {}, clock: createFakeClock() }
    expect(await keyFromDaemon(null, context, request)).toBeNull()
    expect(await keyFromDaemon(scratch.path('control.sock'), context, request)).toBeNull()
    const left = Bun.spawn(
      [
        process.execPath,
        '-e',
        `Bun.serve({ unix: ${JSON.stringify(scratch.path('left.sock'))}, fetch: () => new Response() }); console.log('up')`,
      ],
      { stdout: 'pipe' },
    )
    await left.stdout.getReader().read()
    left.kill('SIGKILL')
    await left.exited
    expect(await keyFromDaemon(scratch.path('left.sock'), context, request)).toBeNull()
  })

  test('of another configuration than WARMKEY_CONFIG names is not asked for a key', async () => {
    using scratch = makeScratch()
    const paths: string[] = []
    await using daemon = listen(scratch, (question) => {
      const { pathname } = new URL(question.url)
      paths.push(pathname)
      return Response.json(
        pathname === '/v1/status' ? { config: { file: '/home/dev/warmkey.jsonc' } } : { changed: true },
      )
    })
    const ask = (named: string) =>
      askAbout(
        daemon.socket,
        { env: { WARMKEY_CONFIG: named }, clock: createFakeClock() },
        { method: 'POST', path: '/v1/x' },
      )
    expect(await ask('/home/dev/other.jsonc')).toBeNull()
    expect(await ask('/home/dev/warmkey.jsonc')).toEqual({ changed: true })
    expect(paths).toEqual(['/v1/status', '/v1/status', '/v1/x'])
  })
})
