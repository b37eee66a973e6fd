/**
 * Plants secrets that no accident writes, lets everything happen to them (use, expiry, denial, every way in which a
 * source can fail), and then searches every byte that our processes wrote or showed: standard output and error, both
 * directions of the caller's socket, arguments, environment of the child, and the whole home, state and temporary tree.
 */
import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { startEmulator } from '../../emulator/emulator.ts'
import { filesUnder, formsOf, leaksIn, makeCanary } from '../kit/canary.ts'
import { claudeBinary } from '../kit/clients.ts'
import { clientEnv, warmkey } from '../kit/living-client.ts'
import { onePrompt } from '../kit/one-prompt.ts'
import { needsClaude } from '../kit/parts.ts'
import { recordingRelay } from '../kit/recording-relay.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'

const body = JSON.stringify({ model: 'claude-sonnet-5', max_tokens: 8, messages: [{ role: 'user', content: 'hello' }] })
const prompt = (url: string, key: string) =>
  fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
    body,
  })

/** What one process of ours said, and was started with. */
interface Said {
  readonly name: string
  readonly stdout: string
  readonly stderr: string
}

const placesOf = (
  scratch: Scratch,
  said: readonly Said[],
  except: readonly string[],
): Map<string, Uint8Array | string> => {
  const places = filesUnder(scratch.root)
  for (const name of except) places.delete(scratch.path(name))
  for (const { name, stdout, stderr } of said) {
    places.set(`stdout of ${name}`, stdout)
    places.set(`stderr of ${name}`, stderr)
  }
  return places
}

test('the search finds every form in which a secret may lie about', () => {
  const secret = makeCanary('self')
  for (const [form, text] of formsOf(secret)) {
    expect(leaksIn(new Map([['a place', `before ${text} after`]]), { self: secret })).toContain(
      `${form} of self in a place`,
    )
  }
  expect(leaksIn(new Map([['a place', 'nothing here']]), { self: secret })).toEqual([])
})

test('serve: use, expiry, denial, and a source that fails in every way it can', async () => {
  using scratch = makeScratch()
  const upstream = await startEmulator()
  const other = await startEmulator()
  const [first, second] = [makeCanary('first'), makeCanary('second')]
  const vault = scratch.write('vault/key', first)
  const source = { type: 'command', command: `. '${scratch.path('vault/how.sh')}'` }
  scratch.write('vault/how.sh', `cat '${vault}'`)
  const profiles = {
    work: {
      source,
      upstream: { url: upstream.url },
      renewal: { forcedGap: '0s', uncuredMax: '0s', backOffMin: '0s', backOffMax: '0s' },
    },
    other: { source: { type: 'file', path: scratch.path('vault/absent') }, upstream: { url: other.url } },
  }
  // Callers go through the relay, so that what we say to them is recorded as it goes over the socket.
  let port = 0
  await using relay = await recordingRelay(() => port)
  const listen = { port: 0, hosts: [`127.0.0.1:${relay.port}`] }
  const config = scratch.write('config.jsonc', JSON.stringify({ profiles, listen }))
  scratch.write('home/.profile', '')
  const child = Bun.spawn([warmkey, 'serve', '--json', '--events'], {
    env: { ...clientEnv(scratch), WARMKEY_CONFIG: config, TMPDIR: scratch.root },
    cwd: scratch.root,
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const reader = child.stdout.getReader()
  const head = new TextDecoder().decode((await reader.read()).value)
  const { gateways } = JSON.parse(head) as { gateways: { profile: string; url: string; key: string }[] }
  const work = gateways.find(({ profile }) => profile === 'work')
  const elsewhere = gateways.find(({ profile }) => profile === 'other')
  port = Number(new URL(work?.url ?? '').port)
  const ask = async (key = work?.key ?? '') => {
    const answer = await prompt(`http://127.0.0.1:${relay.port}`, key)
    await answer.bytes()
    return answer.status
  }
  upstream.accept(first)
  expect(await ask()).toBe(200)
  scratch.write('vault/key', second)
  upstream.rotate(first, second, 0)
  expect(await ask()).toBe(200)
  upstream.script({ kind: 'wording', id: 'anthropic-no-permission' })
  const answers = [await ask()]
  // The upstream echoes the credential it refuses, and so does every failing source below.
  upstream.script(
    {
      kind: 'response',
      status: 401,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error: { message: 'no such key' } }),
    },
    Number.POSITIVE_INFINITY,
  )
  for (const how of [
    `cat '${vault}' >&2; exit 3`,
    `printf 'Welcome to the vault\\n'; cat '${vault}'`,
    `printf '{"access_token": '; cat '${vault}'`,
    `printf '%s with blanks' "$(cat '${vault}')"`,
    `printf '{"token":{"deep":"%s"}}' "$(cat '${vault}')"`,
    'exit 0',
    'kill -9 $$',
  ]) {
    scratch.write('vault/how.sh', how)
    answers.push(await ask())
  }
  answers.push(await ask('wk-wrong'), await ask(elsewhere?.key))
  expect(answers).toEqual([403, ...Array(7).fill(424), 401, 424])
  child.kill('SIGTERM')
  const rest: Uint8Array[] = []
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    rest.push(value)
  }
  const said = { name: 'serve', stdout: head + Buffer.concat(rest).toString(), stderr: await child.stderr.text() }
  expect(await child.exited).toBe(0)
  expect(said.stderr).toContain('"type":"renewal-failed"')

  const places = placesOf(scratch, [said], ['vault/key'])
  places.set('the socket, towards the caller', relay.received())
  places.set('the other upstream', JSON.stringify(other.seen))
  expect(leaksIn(places, { first, second })).toEqual([])
  // And a local key is nowhere but where it was printed.
  const keys = Object.fromEntries(gateways.map(({ profile, key }) => [`the local key of ${profile}`, key]))
  places.delete('stdout of serve')
  places.set('what the upstream saw', JSON.stringify(upstream.seen))
  expect(leaksIn(places, keys)).toEqual([])
  await upstream.close()
  await other.close()
})

describe('run', () => {
  test('the child has the local key and nothing else; arguments hold neither', async () => {
    using scratch = makeScratch()
    const upstream = await startEmulator()
    const secret = makeCanary('exported')
    upstream.accept(secret)
    scratch.write(
      'project/look.sh',
      `#!/bin/sh\nenv > '${scratch.path('child.env')}'\ncat /proc/$PPID/cmdline /proc/$$/cmdline > '${scratch.path('arguments')}'\n`,
      0o700,
    )
    const child = Bun.spawn([warmkey, 'run', '--', scratch.path('project/look.sh')], {
      env: clientEnv(scratch, { ANTHROPIC_AUTH_TOKEN: secret, ANTHROPIC_BASE_URL: upstream.url, TMPDIR: scratch.root }),
      cwd: scratch.path('project'),
      stdout: 'pipe',
      stderr: 'pipe',
    })
    const said = { name: 'run', stdout: await child.stdout.text(), stderr: await child.stderr.text() }
    expect(await child.exited).toBe(0)
    const local = /^ANTHROPIC_AUTH_TOKEN=(wk-\S+)$/m.exec(scratch.read('child.env'))?.[1]
    expect(local).toBeDefined()
    expect(leaksIn(placesOf(scratch, [said], []), { secret })).toEqual([])
    expect(readFileSync(scratch.path('arguments'), 'utf8')).not.toContain(local ?? 'absent')
    await upstream.close()
  })

  needsClaude('2.1.329')(
    'the real client, answered, denied and failing: nothing of the key anywhere in its home or ours',
    async () => {
      using scratch = makeScratch()
      const upstream = await startEmulator()
      const secret = makeCanary('helper')
      const vault = scratch.write('vault/key', secret)
      const helper = scratch.write('vault/how.sh', `#!/bin/sh\ncat '${vault}'\n`, 0o700)
      scratch.write(
        'home/.claude/settings.json',
        JSON.stringify({ apiKeyHelper: helper, env: { ANTHROPIC_BASE_URL: upstream.url } }),
      )
      const client = claudeBinary('2.1.329') ?? ''
      const said: Said[] = []
      const run = async (name: string) => {
        const { screen, errors } = await onePrompt(client, scratch, { env: { TMPDIR: scratch.root } })
        said.push({ name, stdout: screen, stderr: errors })
        return screen
      }
      upstream.accept(secret)
      expect(await run('answered')).toBe('You said: hello')
      upstream.script({ kind: 'wording', id: 'anthropic-no-permission' })
      expect(await run('denied')).toContain('permission')
      upstream.forget(secret)
      expect(await run('refused')).toContain('API Error: 424')
      scratch.write('vault/how.sh', `#!/bin/sh\ncat '${vault}' >&2; exit 1\n`, 0o700)
      expect(await run('failing')).toContain('API Error: 424')
      expect(leaksIn(placesOf(scratch, said, ['vault/key']), { secret })).toEqual([])
      await upstream.close()
    },
  )
})
