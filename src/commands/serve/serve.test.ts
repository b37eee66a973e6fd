/** The real program as a process of its own: what it prints, whom it lets in, how it ends, and its words when it cannot. */
import { describe, expect, test } from 'bun:test'
import { startEmulator } from '../../../emulator/emulator.ts'
import { clientEnv, warmkey } from '../../../test/kit/living-client.ts'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'

function start(scratch: Scratch, config: unknown, args: readonly string[] = []) {
  scratch.write('home/.profile', '')
  const path = scratch.write('config.jsonc', JSON.stringify(config))
  return Bun.spawn([warmkey, 'serve', ...args], {
    env: clientEnv(scratch, { WARMKEY_CONFIG: path, KEY: 'fake-key-0123456789' }),
    cwd: scratch.root,
    stdout: 'pipe',
    stderr: 'pipe',
  })
}

const firstLine = async (stdout: ReadableStream<Uint8Array>): Promise<string> => {
  const reader = stdout.getReader()
  const { value } = await reader.read()
  reader.releaseLock()
  return new TextDecoder().decode(value)
}

const profiles = (url: string) => ({ work: { source: { type: 'env', name: 'KEY' }, upstream: { url } } })

test('serves its profiles to whoever has the key, until SIGTERM', async () => {
  using scratch = makeScratch()
  const upstream = await startEmulator()
  upstream.accept('fake-key-0123456789')
  const child = start(scratch, { profiles: profiles(upstream.url), listen: { port: 0 } }, [
    '--json',
    '--key-file',
    scratch.path('local-key'),
  ])
  const { version, gateways } = JSON.parse(await firstLine(child.stdout)) as {
    version: number
    gateways: { profile: string; url: string; key: string }[]
  }
  expect({ version, profile: gateways[0]?.profile, key: gateways[0]?.key }).toEqual({
    version: 1,
    profile: 'work',
    key: scratch.read('local-key').trim(),
  })
  const models = (key: string) =>
    fetch(`${gateways[0]?.url}/v1/models`, { headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' } })
  expect((await models(gateways[0]?.key ?? '')).status).toBe(200)
  expect((await models('wk-other')).status).toBe(401)
  child.kill('SIGTERM')
  expect(await child.exited).toBe(0)
  expect(await child.stderr.text()).toBe('')
  await upstream.close()
})

describe('in words, with exit code 2 and nothing on standard output', () => {
  const url = 'https://llm.example'
  test.each([
    ['no profile', {}, [], 'defines no profile'],
    ['an unknown profile', { profiles: profiles(url) }, ['--profile', 'home'], 'There is no profile "home"'],
    ['a port that is none', { profiles: profiles(url) }, ['--port', '70000'], '70000 is not a port'],
    ['a mistake in the file', { profil: 1 }, [], 'profil is not a setting'],
    [
      'a file that is missing',
      { profiles: { work: { source: { type: 'env', name: 'KEY' }, upstream: { url, caFile: '/absent.pem' } } } },
      [],
      '/absent.pem',
    ],
  ])('%s', async (_name, config, args, words) => {
    using scratch = makeScratch()
    const child = start(scratch, config, args)
    expect(await child.stderr.text()).toContain(words)
    expect(await child.stdout.text()).toBe('')
    expect(await child.exited).toBe(2)
  })
})

test('a port that is taken is named', async () => {
  using scratch = makeScratch()
  using taken = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  const child = start(scratch, { profiles: profiles('https://llm.example') }, ['--port', String(taken.port)])
  expect(await child.stderr.text()).toContain(`Port ${taken.port} is taken by another program.`)
  expect(await child.exited).toBe(2)
})
