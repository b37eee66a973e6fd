/**
 * `run` as the parent of a process: what goes in (signals, arguments), what comes out (exit code, signal), and what is
 * left when any of the two is killed. The children are shells; their terminal has a journey of its own.
 */
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { existsSync, readdirSync } from 'node:fs'
import { startEmulator } from '../../emulator/emulator.ts'
import { clientEnv, warmkey } from '../kit/living-client.ts'
import { isRunning } from '../kit/processes.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'
import { until } from '../kit/until.ts'

// Shells and guards wait whole seconds, and machines that run tests are busy.
setDefaultTimeout(30_000)

const upstream = await startEmulator()
afterAll(() => upstream.close())

/** Starts `warmkey run -- sh -c script` in a session of its own, and so without a controlling terminal. */
function start(scratch: Scratch, script: string, command: readonly string[] = ['sh', '-c', script]) {
  scratch.write('project/readme', '')
  return Bun.spawn([warmkey, 'run', '--', ...command], {
    env: clientEnv(scratch, { ANTHROPIC_AUTH_TOKEN: 'real', ANTHROPIC_BASE_URL: upstream.url }),
    cwd: scratch.path('project'),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    detached: true,
  })
}

/** Reads until the child has said `word`; the rest stays to be read. */
async function readUntil(
  stream: ReadableStream<Uint8Array>,
  word: string,
): Promise<{ text: string; rest(): Promise<string> }> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (!text.includes(word)) {
    const { done, value } = await reader.read()
    if (done) throw new Error(`it ended without saying "${word}": ${text}`)
    text += decoder.decode(value, { stream: true })
  }
  const rest = async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text
      text += decoder.decode(value, { stream: true })
    }
  }
  return { text, rest }
}

/** Resolves when none of them lives; the test's own time is the limit. */
const gone = (pids: readonly number[]): Promise<void> => until(() => !pids.some(isRunning))

test.each<[string, number | null, NodeJS.Signals | null]>([
  ['exit 0', 0, null],
  ['exit 42', 42, null],
  ['kill -TERM $$', null, 'SIGTERM'],
  ['kill -INT $$', null, 'SIGINT'],
  ['kill -HUP $$', null, 'SIGHUP'],
  ['kill -KILL $$', null, 'SIGKILL'],
  ['ulimit -c 0; kill -SEGV $$', 139, null],
])('`%s` in the child is our end, too', async (script, code, signal) => {
  using scratch = makeScratch()
  const child = start(scratch, script)
  await child.exited
  expect({ code: child.exitCode, signal: child.signalCode, said: await child.stderr.text() }).toEqual({
    code,
    signal,
    said: '',
  })
})

test.each([
  ['nosuch', 127, 'warmkey: The command nosuch was not found. Check its name and PATH.\n'],
  ['./readme', 126, ''],
])('%s is the error of a shell, in words', async (command, code, sentence) => {
  using scratch = makeScratch()
  const child = start(scratch, '', [command])
  expect(await child.exited).toBe(code)
  const said = await child.stderr.text()
  expect(said).toBe(
    sentence === ''
      ? `warmkey: ${scratch.path('project/readme')} may not be executed. Make it executable (chmod +x).\n`
      : sentence,
  )
})

test('arguments arrive as they are, whatever is in them', async () => {
  using scratch = makeScratch()
  const awkward = ['', ' ', '--', '--profile', '-p', '$HOME', '"', "'", '\n', 'ü', '*', '--help']
  const child = start(scratch, '', ['sh', '-c', 'for arg; do printf "[%s]" "$arg"; done', 'sh', ...awkward])
  expect(await child.stdout.text()).toBe(awkward.map((arg) => `[${arg}]`).join(''))
})

test.each(['TERM', 'HUP', 'USR1', 'USR2', 'INT', 'QUIT'] as const)(
  'SIG%s for us is one for the child, which decides what it means',
  async (name) => {
    using scratch = makeScratch()
    const child = start(scratch, `trap 'echo got ${name}; exit 5' ${name}; echo ready; while :; do sleep 0.05; done`)
    const output = await readUntil(child.stdout, 'ready')
    child.kill(`SIG${name}`)
    expect({ code: await child.exited, text: await output.rest(), said: await child.stderr.text() }).toEqual({
      code: 5,
      text: `ready\ngot ${name}\n`,
      said: '',
    })
  },
)

test('while the child takes its time after a signal, its gateway stays', async () => {
  using scratch = makeScratch()
  upstream.accept('real')
  const ask = `curl -s -o /dev/null -w '%{http_code}\\n' -H "authorization: Bearer $ANTHROPIC_AUTH_TOKEN" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' -d '{"model":"claude-sonnet-5","max_tokens":8,"messages":[{"role":"user","content":"hello"}]}' "$ANTHROPIC_BASE_URL/v1/messages"`
  const child = start(
    scratch,
    `trap '${ask.replaceAll("'", `'\\''`)}; exit 0' TERM; echo ready; while :; do sleep 0.05; done`,
  )
  const output = await readUntil(child.stdout, 'ready')
  child.kill('SIGTERM')
  expect(await output.rest()).toBe('ready\n200\n')
})

test('an end leaves nothing: no process, no listener, no file', async () => {
  using scratch = makeScratch()
  const child = start(scratch, 'echo "$ANTHROPIC_BASE_URL"; ps -o pid= --ppid $PPID')
  const [url, ...pids] = (await child.stdout.text()).trim().split(/\s+/)
  await child.exited
  // The child itself and the guard, at least.
  expect(pids.length).toBeGreaterThanOrEqual(2)
  await gone(pids.map(Number))
  await expect(fetch(url ?? '')).rejects.toThrow()
  expect(existsSync(scratch.path('state/warmkey/runs'))).toBe(false)
})

test('kill -9 of run: the child ends in words, and nothing goes on listening', async () => {
  using scratch = makeScratch()
  const child = start(
    scratch,
    'echo "$$ $ANTHROPIC_BASE_URL ready"; ps -o pid= --ppid $PPID > pids; echo written; exec sleep 600',
  )
  const { text } = await readUntil(child.stdout, 'written')
  const [pid, url] = text.split(' ')
  const pids = scratch.read('project/pids').trim().split(/\s+/).map(Number)
  expect(isRunning(Number(pid))).toBe(true)
  expect((await fetch(url ?? '')).status).toBeGreaterThan(399)
  child.kill('SIGKILL')
  // Everything that has our stderr open, the guard included, is gone when it ends.
  expect(await child.stderr.text()).toBe(
    'warmkey: run was killed, so the command it had started is ended too: its key has died. Start both again.\n',
  )
  await gone([Number(pid), ...pids])
  await expect(fetch(url ?? '')).rejects.toThrow()
})

/** A stand-in for the client that shows its settings file and waits. */
const fakeClaude = (scratch: Scratch, then: string) =>
  scratch.write('bin/claude', `#!/bin/sh\necho "$2 ready"\n${then}\n`, 0o700)

test('the settings file of a killed run is removed by the next one, that of a living one is not', async () => {
  using scratch = makeScratch()
  const claude = fakeClaude(scratch, 'exec sleep 600')
  const killed = start(scratch, '', [claude])
  const living = start(scratch, '', [claude])
  const fileOf = async (child: typeof killed) => (await readUntil(child.stdout, 'ready')).text.split(' ')[0] ?? ''
  const [left, used] = [await fileOf(killed), await fileOf(living)]
  killed.kill('SIGKILL')
  await killed.stderr.text()
  expect([existsSync(left), existsSync(used)]).toEqual([true, true])
  const next = start(scratch, '', [fakeClaude(scratch, 'exit 0')])
  await next.exited
  expect([existsSync(left), existsSync(used)]).toEqual([false, true])
  living.kill('SIGTERM')
  await living.exited
  expect(readdirSync(scratch.path('state/warmkey/runs'))).toEqual([])
})

test('arguments of our processes hold neither key, and the environment of Claude Code does not either', async () => {
  using scratch = makeScratch()
  const claude = fakeClaude(
    scratch,
    'cat "$2" > settings; tr "\\0" "\\n" < /proc/$$/environ > environ; cat /proc/$$/cmdline /proc/$PPID/cmdline > arguments',
  )
  const child = start(scratch, '', [claude, 'hi'])
  expect(await child.exited).toBe(0)
  const localKey = JSON.parse(scratch.read('project/settings')).env.ANTHROPIC_AUTH_TOKEN
  expect(localKey).toMatch(/^wk-/)
  const shown = scratch.read('project/arguments') + scratch.read('project/environ')
  expect(shown).toContain('ANTHROPIC_BASE_URL=http://127.0.0.1:')
  expect([shown.includes(localKey), shown.includes('=real')]).toEqual([false, false])
})
