/** A request fails, and somebody asks what that was: of the daemon's gateway, of a run of one's own, and of a pasted log. */
import { describe, expect, test } from 'bun:test'
import { daemonHome } from '../kit/daemon-home.ts'
import { freePort, lastingKey, prompt, running } from '../kit/daemon-story.ts'

const secret = 'sk-ant-api03-thisisafakekeyofthetest'

/** An API that refuses everything with these words. */
function refusing(status: number, body: string, headers: Record<string, string> = {}) {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: () => new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } }),
  })
  return { url: `http://127.0.0.1:${server.port}`, [Symbol.asyncDispose]: () => server.stop(true) }
}

const denied = JSON.stringify({
  type: 'error',
  error: { type: 'permission_error', message: 'OAuth token does not meet scope requirement user:profile' },
})

const profileFor = (url: string) => ({ source: { type: 'env', name: 'KEY' }, upstream: { url } })

describe('the last failure of the daemon', () => {
  test('is explained with what the API said, by its id too, and holds neither key nor prompt', async () => {
    await using api = refusing(403, denied)
    await using home = daemonHome({ env: { KEY: secret } })
    const port = freePort()
    home.configure({ default: 'work', listen: { port }, profiles: { work: profileFor(api.url) } })
    await home.warmkey('up')
    await running(home)
    expect((await home.warmkey('explain', '--last')).err).toContain('No request has failed')
    const answer = await prompt(`http://127.0.0.1:${port}`, lastingKey(home))
    await answer.text()
    expect(answer.status).toBe(403)

    const { code, out } = await home.warmkey('explain', '--last')
    expect(code).toBe(0)
    expect(out).toContain('anthropic-scope-missing')
    expect(out).toMatch(/^POST \/v1\/messages of .+ through work, .+: the API said 403\./)
    const id = answer.headers.get('x-warmkey-exchange') ?? ''
    const json = JSON.parse((await home.warmkey('explain', '--json', '--exchange', id)).out)
    expect(json).toMatchObject({
      schema: 1,
      root: 'anthropic-scope-missing',
      exchange: { exchange: id, upstreamStatus: 403 },
    })
    expect(JSON.stringify(json)).not.toMatch(/thisisafakekey|hello/)
    expect((await home.warmkey('explain', '--exchange', 'e-unknown')).code).toBe(2)
  })

  test('becomes a rule of its profile, and the next such answer is decided by it', async () => {
    await using api = refusing(403, '{"error":"Corporate session ended, please go to the portal"}')
    await using home = daemonHome({ env: { KEY: secret } })
    const port = freePort()
    home.configure({ default: 'work', listen: { port }, profiles: { work: profileFor(api.url) } })
    await home.warmkey('up')
    const key = lastingKey(home)
    const ask = async () => (await prompt(`http://127.0.0.1:${port}`, key)).text()
    await ask()
    const learned = await home.warmkey('explain', '--last', '--learn', '--as', 'deny', '--yes')
    expect(learned.out).toContain('The daemon that runs has taken it over.')
    await ask()
    const { exchange } = JSON.parse((await home.warmkey('explain', '--last', '--json')).out)
    expect(exchange.why).toBe('a denyOn rule says so')
  })
})

test('what warmkey itself could not serve is told in its own words, with the next step', async () => {
  await using home = daemonHome()
  const port = freePort()
  const source = { type: 'command', command: 'echo "the vault is sealed" >&2; exit 3' }
  home.configure({
    default: 'work',
    listen: { port },
    profiles: { work: { source, upstream: { url: 'http://127.0.0.1:9' } } },
  })
  await home.warmkey('up')
  const answer = await prompt(`http://127.0.0.1:${port}`, lastingKey(home))
  const { error } = (await answer.json()) as { error: { message: string } }
  expect(answer.status).toBe(424)
  const { code, out } = await home.warmkey('explain', '--last')
  expect(code).toBe(0)
  expect(out).not.toContain('No card fits')
  const words = (text: string) =>
    text
      .replace(/^warmkey: /, '')
      .replace(/\s+/g, ' ')
      .trim()
  expect(words(out)).toContain(words(error.message))
})

test('a run has a gateway of its own, and the daemon hears of its failures', async () => {
  await using api = refusing(403, denied)
  await using home = daemonHome({ env: { KEY: secret } })
  home.configure({ default: 'work', listen: { port: freePort() }, profiles: { work: profileFor(api.url) } })
  await home.warmkey('up')
  const script =
    'curl -s -o /dev/null -X POST -H "authorization: Bearer $ANTHROPIC_AUTH_TOKEN" -d "{}" "$ANTHROPIC_BASE_URL/v1/messages"'
  expect((await home.warmkey('run', '--', 'sh', '-c', script)).code).toBe(0)
  expect((await home.warmkey('explain', '--last')).out).toContain('anthropic-scope-missing')
})
