/**
 * Seven terminals are one keeper: each `run` has a gateway of its own, and all of them ask one source once, also for the
 * renewal after a refusal.
 */
import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { daemonHome } from '../kit/daemon-home.ts'
import { mintedKey, mintingHelper } from '../kit/helper-script.ts'
import { until } from '../kit/until.ts'

const upstream = await startEmulator()
afterAll(() => upstream.close())
beforeEach(() => {
  upstream.clearSeen()
  upstream.unscript()
  for (let n = 1; n <= 9; n++) upstream.accept(mintedKey(n))
})

/** A tool: sends a prompt for each line on its standard input, prints the status of each answer. */
const tool = `#!/bin/sh
while read -r line; do
  curl -s -o /dev/null -w '%{http_code}\\n' -H "authorization: Bearer $ANTHROPIC_AUTH_TOKEN" \\
    -H 'content-type: application/json' -H 'anthropic-version: 2023-06-01' \\
    -d '{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"user","content":"'"$line"'"}]}' \\
    "$ANTHROPIC_BASE_URL/v1/messages"
done
`

interface Terminal extends AsyncDisposable {
  /** Sends a prompt; the status of its answer. */
  prompt(text: string): Promise<string>
  kill(): Promise<void>
  end(): Promise<number>
}

function terminal(home: ReturnType<typeof daemonHome>, n: number, ...flags: string[]): Terminal {
  const command = [`${import.meta.dir}/../../bin/warmkey`, 'run', ...flags, '--', home.scratch.path('tool.sh')]
  const child = Bun.spawn(command, {
    env: { ...home.env, TERM: `xterm-${n}`, WINDOWID: String(n), SHLVL: String(n) },
    cwd: home.scratch.path('project'),
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const lines = (async function* () {
    let rest = ''
    for await (const chunk of child.stdout) {
      rest += new TextDecoder().decode(chunk)
      const all = rest.split('\n')
      rest = all.pop() ?? ''
      yield* all
    }
  })()
  return {
    async prompt(text) {
      child.stdin.write(`${text}\n`)
      await child.stdin.flush()
      return (await lines.next()).value ?? 'ended'
    },
    async kill() {
      child.kill('SIGKILL')
      await child.exited
    },
    async end() {
      child.stdin.end()
      return child.exited
    },
    async [Symbol.asyncDispose]() {
      child.kill()
      await child.exited
    },
  }
}

function sevenHome(more: Readonly<Record<string, string>> = {}) {
  const home = daemonHome({ env: more })
  const helper = mintingHelper(home.scratch)
  home.scratch.write('tool.sh', tool, 0o700)
  const source = { type: 'command', command: helper.path, ttl: '1h' }
  home.configure({ profiles: { work: { source, upstream: { url: upstream.url } } } })
  return { home, helper }
}

const seven = [1, 2, 3, 4, 5, 6, 7]

describe.skipIf(Bun.which('curl') === null)('seven terminals', () => {
  test('that all begin at once ask the source once, and once more when its key is refused to all of them', async () => {
    const { home, helper } = sevenHome()
    await using _ = home
    const terminals = seven.map((n) => terminal(home, n))
    expect(await Promise.all(terminals.map((each) => each.prompt('hello')))).toEqual(seven.map(() => '200'))
    expect(helper.calls()).toBe(1)
    upstream.wording('expired', 'databricks-invalid-token')
    upstream.expire(mintedKey(1))
    expect(await Promise.all(terminals.map((each) => each.prompt('again')))).toEqual(seven.map(() => '200'))
    expect(helper.calls()).toBe(2)
    const status = await home.status()
    expect({ startedBy: status?.startedBy, attached: status?.attached, url: status?.url }).toEqual({
      startedBy: 'run',
      attached: 7,
      url: null,
    })
    expect(await Promise.all(terminals.map((each) => each.end()))).toEqual(seven.map(() => 0))
    await until(async () => (await home.status())?.attached === 0)
  })

  test('go on when the shared daemon is killed, and share the next one', async () => {
    const { home, helper } = sevenHome()
    await using _ = home
    const terminals = seven.slice(0, 3).map((n) => terminal(home, n))
    for (const each of terminals) expect(await each.prompt('one')).toBe('200')
    const pid = (await home.status())?.pid ?? 0
    process.kill(pid, 'SIGKILL')
    // What they hold lives on; nobody notices.
    for (const each of terminals) expect(await each.prompt('two')).toBe('200')
    expect(helper.calls()).toBe(1)
    upstream.wording('expired', 'databricks-invalid-token')
    upstream.expire(mintedKey(1))
    expect(await Promise.all(terminals.map((each) => each.prompt('three')))).toEqual(['200', '200', '200'])
    expect({ calls: helper.calls(), another: (await home.status())?.pid !== pid }).toEqual({ calls: 2, another: true })
  })

  test('make room for a daemon that is to last, and ask that one from then on', async () => {
    const { home, helper } = sevenHome()
    await using _ = home
    const port = { listen: { port: 0 } }
    const terminals = seven.slice(0, 2).map((n) => terminal(home, n))
    for (const each of terminals) expect(await each.prompt('one')).toBe('200')
    const config = JSON.parse(home.scratch.read('config.jsonc')) as object
    home.configure({ ...config, ...port })
    expect((await home.warmkey('up')).code).toBe(0)
    expect((await home.status())?.startedBy).toBe('up')
    upstream.wording('expired', 'databricks-invalid-token')
    upstream.expire(mintedKey(1))
    expect(await Promise.all(terminals.map((each) => each.prompt('two')))).toEqual(['200', '200'])
    // One for the first daemon, one for the second: the second has never seen the first key.
    expect(helper.calls()).toBe(2)
  })

  test('that would get different keys do not share one', async () => {
    const { home, helper } = sevenHome()
    await using _ = home
    await using a = terminal(home, 1)
    expect(await a.prompt('one')).toBe('200')
    home.env.AWS_PROFILE = 'production'
    await using b = terminal(home, 2)
    expect(await b.prompt('one')).toBe('200')
    expect(helper.calls()).toBe(2)
  })

  test('alone means alone: no daemon is started', async () => {
    const { home, helper } = sevenHome()
    await using _ = home
    await using a = terminal(home, 1, '--alone')
    await using b = terminal(home, 2, '--alone')
    expect([await a.prompt('one'), await b.prompt('one')]).toEqual(['200', '200'])
    expect(helper.calls()).toBe(2)
    expect(await home.status()).toBeNull()
  })

  test('where no daemon can be started, each asks for itself', async () => {
    const { home, helper } = sevenHome()
    await using _ = home
    // A path that no socket can have.
    home.env.XDG_STATE_HOME = home.scratch.path('x'.repeat(90))
    await using a = terminal(home, 1)
    expect(await a.prompt('one')).toBe('200')
    expect(helper.calls()).toBe(1)
  })
})
