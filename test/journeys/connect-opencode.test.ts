/** The second tool of the shelf, with its real binary: connected, across an expiry, and put back. */
import { expect, test } from 'bun:test'
import { readFileSync, symlinkSync } from 'node:fs'
import { benchKey, type ConnectBench, makeConnectBench } from '../kit/connect-bench.ts'
import { mintedKey, mintingHelper } from '../kit/helper-script.ts'
import { warmkey } from '../kit/living-client.ts'
import { needsOpencode, opencodeBinary } from '../kit/opencode.ts'

const settings = `{
  // the models of the company
  "model": "anthropic/claude-sonnet-4-5",
  "autoupdate": false, // never
}
`

/** What keeps opencode on this machine: its list of models is its own, and anything but loopback goes nowhere. */
const quiet = {
  OPENCODE_DISABLE_AUTOUPDATE: '1',
  OPENCODE_DISABLE_MODELS_FETCH: '1',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  NO_PROXY: '127.0.0.1,localhost',
}

async function machine(): Promise<ConnectBench> {
  const bench = await makeConnectBench((url, scratch) => ({
    work: { source: { type: 'command', command: mintingHelper(scratch).path, ttl: '1h' }, upstream: { url } },
  }))
  bench.upstream.accept(mintedKey(1))
  bench.upstream.wording('expired', 'databricks-invalid-token')
  bench.scratch.write('home/.config/opencode/opencode.json', settings, 0o644)
  bench.scratch.write('bin/readme', '')
  symlinkSync(opencodeBinary() ?? '', bench.scratch.path('bin/opencode'))
  return bench
}

async function ask(bench: ConnectBench, command: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const child = Bun.spawn([...command, 'run', 'hello'], {
    env: { ...bench.env, ...quiet, ...env },
    cwd: bench.scratch.path('project'),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  return `${out}${err}`
}

needsOpencode()(
  'opencode is connected and proven, answered across an expiry, and put back byte for byte',
  async () => {
    await using bench = await machine()
    const file = bench.scratch.path('home/.config/opencode/opencode.json')
    const { out, error, code } = await bench.connect({ prove: true }, { tool: 'opencode', env: quiet })
    expect(error?.sentence).toBeUndefined()
    expect(out).toContain('Proven: opencode answered a real request by way of warmkey')
    expect(code).toBe(0)
    // At its first start opencode puts a line of its own into the file: that one stays.
    expect((await bench.disconnect({}, { tool: 'opencode' })).error).toBeNull()
    const own = settings.replace('{\n', '{\n  "$schema": "https://opencode.ai/config.json",\n')
    expect(readFileSync(file, 'utf8')).toBe(own)

    await bench.connect({}, { tool: 'opencode', env: quiet })
    bench.upstream.expire(mintedKey(1))
    bench.upstream.accept(mintedKey(2))
    expect(await ask(bench, ['opencode'])).toContain('You said: hello')
    expect((await bench.disconnect({}, { tool: 'opencode' })).error).toBeNull()
    expect(readFileSync(file, 'utf8')).toBe(own)
  },
  60_000,
)

needsOpencode()(
  'warmkey run -- opencode keeps its key warm, whatever its settings say',
  async () => {
    await using bench = await machine()
    bench.upstream.accept(benchKey)
    bench.scratch.write(
      'project/opencode.json',
      '{"provider":{"anthropic":{"options":{"apiKey":"fake-of-the-project"}}}}',
    )
    const said = await ask(bench, [warmkey, 'run', '--profile', 'work', '--', 'opencode'])
    expect(said).toContain('You said: hello')
  },
  60_000,
)

test('without opencode nothing is called proven', async () => {
  await using bench = await makeConnectBench()
  const { out } = await bench.connect({ prove: true }, { tool: 'opencode' })
  expect(out).toContain('opencode is not installed here, so it was not tried.')
})
