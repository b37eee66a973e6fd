/**
 * warmkey is started inside repositories that nobody has read. This one tries everything that is known to run code in a
 * Bun program, or to turn its traffic, from the working directory; every command is run in it, for real, and nothing of
 * the repository may run or decide.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { commands } from '../../src/commands/index.ts'
import { freePort } from '../kit/connect-bench.ts'
import { mintedKey, mintingHelper } from '../kit/helper-script.ts'
import { type HostileRepository, hostileRepository } from '../kit/hostile-repository.ts'
import { checkout, clientEnv, warmkey } from '../kit/living-client.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'
import { setTrap, type Trap } from '../kit/trap.ts'
import { until } from '../kit/until.ts'

let scratch: Scratch
let repository: HostileRepository
let trap: Trap
let upstream: Emulator

beforeAll(async () => {
  scratch = makeScratch()
  trap = await setTrap()
  upstream = await startEmulator()
  scratch.write('home/.keep', '')
  repository = hostileRepository(scratch, trap.url)
  const source = { type: 'command', command: mintingHelper(scratch).path }
  scratch.write('config.jsonc', JSON.stringify({ profiles: { work: { source, upstream: { url: upstream.url } } } }))
  for (let n = 1; n <= 40; n++) upstream.accept(mintedKey(n))
})
afterAll(async () => {
  await upstream.close()
  await trap[Symbol.asyncDispose]()
  scratch[Symbol.dispose]()
})

/** The variables with which a project can reach the environment of what is started in it, through the client's settings. */
const hostileVariables = () => ({
  BUN_OPTIONS: `--preload=${repository.path}/preload.cjs`,
  BUN_INSPECT_PRELOAD: `${repository.path}/preload.cjs`,
  NODE_OPTIONS: `--require=${repository.path}/preload.cjs`,
  NODE_PATH: `${repository.path}/node_modules`,
})

function start(args: readonly string[], env: Record<string, string> = {}) {
  const child = Bun.spawn([warmkey, ...args], {
    cwd: repository.path,
    env: clientEnv(scratch, { WARMKEY_CONFIG: scratch.path('config.jsonc'), ...env }),
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  let shown = ''
  const read = async (stream: ReadableStream<Uint8Array>) => {
    for await (const chunk of stream) shown += new TextDecoder().decode(chunk)
  }
  const ended = Promise.all([child.exited, read(child.stdout), read(child.stderr)]).then(([exitCode]) => exitCode)
  return { child, ended, shown: () => shown }
}

async function runToEnd(args: readonly string[], env?: Record<string, string>) {
  const { child, ended, shown } = start(args, env)
  child.stdin.end()
  return { exitCode: await ended, shown: shown() }
}

/** One prompt through a gateway of ours, as a client would send it. */
async function prompt(url: string, key: string): Promise<string> {
  const answer = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'claude-sonnet-5', max_tokens: 9, messages: [{ role: 'user', content: 'hello' }] }),
  })
  const text = await answer.text()
  return answer.ok ? 'answered' : text
}

/** A configuration whose gateway has a port of its own. */
async function withPort(): Promise<Record<string, string>> {
  const config = JSON.parse(scratch.read('config.jsonc'))
  return { WARMKEY_CONFIG: scratch.write('port.jsonc', JSON.stringify({ ...config, listen: { port: freePort() } })) }
}

const nothing = { ran: [], heard: '' }
const harm = () => ({ ran: repository.ran(), heard: trap.heard() })

/** One real use of each command, which must come to its own proper end in spite of the repository. */
const stories: Readonly<Record<string, (env: Record<string, string>) => Promise<void>>> = {
  async run(env) {
    const script = 'echo "ready $ANTHROPIC_BASE_URL $ANTHROPIC_AUTH_TOKEN$ANTHROPIC_API_KEY hostile=$HOSTILE ."; cat'
    const { child, ended, shown } = start(['run', '--profile', 'work', '--', 'sh', '-c', script], env)
    await until(() => /ready .* \.\n/.test(shown()) || child.exitCode !== null)
    const [, url = '', key = ''] = /ready (\S+) (\S+) hostile= \.\n/.exec(shown()) ?? []
    expect({ url, shown: shown() }).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/),
      shown: shown(),
    })
    expect(url).not.toBe(trap.url)
    expect(await prompt(url, key)).toBe('answered')
    child.stdin.end()
    expect(await ended).toBe(0)
  },

  async serve(env) {
    const { child, ended, shown } = start(['serve', '--port', '0', '--json'], env)
    await until(() => shown().includes('\n') || child.exitCode !== null)
    const { gateways } = JSON.parse(shown()) as { gateways: { profile: string; url: string; key: string }[] }
    const work = gateways.find(({ profile }) => profile === 'work')
    expect(await prompt(work?.url ?? '', work?.key ?? '')).toBe('answered')
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  },

  async connect(env) {
    const settings = scratch.write('home/.claude/settings.json', '{"model":"opus"}')
    const config = await withPort()
    const connected = await runToEnd(['connect', 'claude-code', '--yes'], { ...env, ...config })
    expect(connected).toMatchObject({ exitCode: 0, shown: expect.stringContaining('claude-code is connected') })
    const { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKEN: key } = JSON.parse(readFileSync(settings, 'utf8')).env
    expect(await prompt(url, key)).toBe('answered')
    expect(await runToEnd(['disconnect', '--yes'], { ...env, ...config })).toMatchObject({ exitCode: 0 })
    expect(readFileSync(settings, 'utf8')).toBe('{"model":"opus"}')
    expect(await runToEnd(['down'], { ...env, ...config })).toMatchObject({ exitCode: 0 })
  },

  async init(env) {
    // Neither the helper nor the key of the project's settings is a candidate.
    expect(await runToEnd(['init', '--json'], { ...env, WARMKEY_CONFIG: scratch.path('init.jsonc') })).toMatchObject({
      exitCode: 1,
      shown: expect.stringContaining('"candidates":[]'),
    })
  },

  async completion(env) {
    expect(await runToEnd(['completion', 'bash'], env)).toMatchObject({ exitCode: 0 })
    expect((await runToEnd(['__complete', 'run', '--profile', ''], env)).shown).toBe(
      'work\tProfile of the configuration (default: its default one, or else what the tool itself would use)\n',
    )
  },

  async profile(env) {
    const config = { ...env, WARMKEY_CONFIG: scratch.path('profiles.jsonc') }
    const add = ['profile', 'add', 'work', '--variable', 'KEY', '--url', 'https://llm.example', '--yes']
    expect(await runToEnd(add, config)).toMatchObject({ exitCode: 0 })
    expect(await runToEnd(['profile', 'list'], config)).toMatchObject({
      exitCode: 0,
      shown: expect.stringContaining('.warmkey.jsonc may only name one of your profiles, and it holds "default"'),
    })
    expect(await runToEnd(['profile', 'undo', '--yes'], config)).toMatchObject({ exitCode: 0 })
  },

  async use(env) {
    const config = { ...env, WARMKEY_CONFIG: scratch.write('use.jsonc', scratch.read('config.jsonc')) }
    expect(await runToEnd(['use', 'work', '--directory', '.'], config)).toMatchObject({ exitCode: 0 })
    // Bound by its user, the directory has no say of its own; not bound, its file is refused in words.
    expect((await runToEnd(['token'], config)).shown).toContain('fake-key-')
    expect(await runToEnd(['token'], env)).toMatchObject({
      exitCode: 2,
      shown: expect.stringContaining('may only name one of your profiles'),
    })
  },

  async doctor(env) {
    // A project says where requests go: it is said, not contacted.
    const { shown } = await runToEnd(['doctor', '--json'], { ...env, ANTHROPIC_AUTH_TOKEN: 'fake-token-of-the-user' })
    expect(JSON.parse(shown.slice(shown.indexOf('{'))).findings).toContainEqual(
      expect.objectContaining({ check: 'base-url', summary: expect.stringContaining('A project') }),
    )
  },

  async login(env) {
    expect((await runToEnd(['login', '--profile', 'work'], env)).shown).not.toContain('hostile')
  },

  async whoami(env) {
    const { shown } = await runToEnd(['whoami'], { ...env, ANTHROPIC_AUTH_TOKEN: 'fake-token-of-the-user' })
    expect(shown).toContain('not known')
  },

  async check(env) {
    expect(await runToEnd(['check'], { ...env, ANTHROPIC_AUTH_TOKEN: 'fake-token-of-the-user' })).toMatchObject({
      exitCode: 2,
    })
  },

  async report(env) {
    const given = { ...env, ANTHROPIC_AUTH_TOKEN: 'fake-token-of-the-user' }
    expect(await runToEnd(['report', '--json'], given)).toMatchObject({ exitCode: 0 })
  },

  async explain(env) {
    expect(await runToEnd(['explain', 'Connection reset by peer'], env)).toMatchObject({ exitCode: 0 })
  },

  async up(env) {
    const config = { ...env, ...(await withPort()) }
    expect(await runToEnd(['up'], config)).toMatchObject({ exitCode: 0 })
    expect(await runToEnd(['statusline'], config)).toMatchObject({ exitCode: 0 })
    expect(await runToEnd(['status', '--json'], config)).toMatchObject({
      exitCode: 0,
      shown: expect.stringContaining('work'),
    })
    const { shown } = await runToEnd(['token', '--profile', 'work'], config)
    expect(shown).toMatch(/^fake-key-\d+-0123456789abcdef\n$/)
    expect(await runToEnd(['invalidate', '--profile', 'work'], config)).toMatchObject({ exitCode: 0 })
    expect(await runToEnd(['down'], config)).toMatchObject({ exitCode: 0 })
  },

  async down(env) {
    expect((await runToEnd(['down'], env)).shown).not.toContain('hostile')
  },

  async status(env) {
    expect((await runToEnd(['status'], env)).shown).toContain('not running')
  },

  async statusline(env) {
    expect(await runToEnd(['statusline'], env)).toMatchObject({
      exitCode: 0,
      shown: expect.stringContaining('warmkey'),
    })
  },

  async token(env) {
    expect((await runToEnd(['token', '--profile', 'work'], env)).shown).toContain('fake-key-')
  },

  async invalidate(env) {
    expect((await runToEnd(['invalidate', '--profile', 'work'], env)).shown).not.toContain('hostile')
  },

  async disconnect(env) {
    const { shown } = await runToEnd(['disconnect', '--yes'], env)
    expect(shown).toBe('Nothing is connected, so there is nothing to put back.\n')
  },

  async emulate(env) {
    const { child, ended, shown } = start(['emulate', '--accept', 'sk-made-up-0123456789', '--json'], env)
    await until(() => shown().includes('\n') || child.exitCode !== null)
    const { url } = JSON.parse(shown().split('\n')[0] ?? '') as { url: string }
    expect(await prompt(url, 'sk-made-up-0123456789')).toBe('answered')
    child.kill('SIGINT')
    expect(await ended).toBe(0)
  },

  async demo(env) {
    expect(await runToEnd(['demo', '--no-client', '--json'], env)).toMatchObject({ exitCode: 0 })
  },
}

test('every command is tried', () => {
  expect(Object.keys(stories).sort()).toEqual(commands.map(({ name }) => name).sort())
})

describe.each([
  ['with the files alone', () => ({})],
  ['with variables that the project brings as well', hostileVariables],
])('%s', (_, variables) => {
  test.each([[['--version']], [['--help']], ...commands.map(({ name }) => [[name, '--help']])])(
    'warmkey %p: nothing of the repository runs or decides',
    async (args) => {
      expect(await runToEnd(args, variables())).toMatchObject({ exitCode: 0 })
      expect(harm()).toEqual(nothing)
    },
  )

  test.each(Object.keys(stories))('warmkey %s: nothing of the repository runs or decides', async (name) => {
    await stories[name]?.(variables())
    expect(harm()).toEqual(nothing)
  })

  test('a client of which the project’s settings speak: nothing of them runs, no key goes where they say', async () => {
    // It is called claude, so that its settings are read; what it does is nobody's business here.
    const client = scratch.write('tools/claude', '#!/bin/sh\nexit 0\n', 0o755)
    const noProfiles = { WARMKEY_CONFIG: scratch.write('empty.jsonc', '{"projectFiles": false}') }
    const { shown } = await runToEnd(['run', '--', client, '-p', 'hello'], { ...variables(), ...noProfiles })
    expect({ shown, ...harm() }).toEqual({ shown: expect.stringContaining('--trust-project'), ...nothing })
  })
})

test('the child of run sees the variables of its user, and none of the launcher’s', async () => {
  const { shown } = await runToEnd(['run', '--profile', 'work', '--', 'env'], hostileVariables())
  const lines = shown.split('\n').filter((line) => /^(BUN_|NODE_OPTIONS|NODE_PATH|WARMKEY_LAUNCH)/.test(line))
  expect(lines.sort()).toEqual(
    Object.entries(hostileVariables())
      .map(([name, value]) => `${name}=${value}`)
      .sort(),
  )
})

test('the repository does bite whoever starts Bun in it', async () => {
  const main = scratch.write('bystander/main.ts', 'console.log(process.env.HOSTILE)\n')
  const { HOME = '', PATH = '' } = clientEnv(scratch)
  const bitten = async (flags: readonly string[]) => {
    const child = Bun.spawn([process.execPath, ...flags, main], {
      cwd: repository.path,
      env: { HOME, PATH },
      stdout: 'pipe',
      stderr: 'ignore',
    })
    return await child.stdout.text()
  }
  // Last, because from here on there is evidence. The paths capture even the program itself.
  await bitten([])
  expect(repository.ran()).toContain('paths')
  expect(await bitten([`--tsconfig-override=${checkout}/bin/tsconfig.json`])).toBe('from-dotenv\n')
  expect(repository.ran()).toEqual(['paths', 'preload'])
})
