/**
 * Whatever the settings, the shell and the project say, the real client under `run` sends one thing to one place: the
 * key of this run to the gateway of this run. Here that gateway only writes down what comes; beside it lie traps.
 */
import { describe, expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { systemClock } from '../../src/clock.ts'
import { type RunDeps, run } from '../../src/commands/run/run.ts'
import { machineWorld } from '../../src/commands/run/world.ts'
import { profileSchema } from '../../src/profile.ts'
import { Secret } from '../../src/secret.ts'
import { claudeBinary } from '../kit/clients.ts'
import { clientEnv, livingClient, warmkey } from '../kit/living-client.ts'
import { needsClaude } from '../kit/parts.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'
import { setTrap } from '../kit/trap.ts'
import { until } from '../kit/until.ts'

const localKey = `wk-${'k'.repeat(43)}`
const real = 'real-key-that-must-not-leave'

interface Situation {
  env?: Record<string, string>
  args?: string[]
  chosen?: ReturnType<RunDeps['chooseProfile']>
}

/** What one `claude -p` led to: what the gateway was sent, what it said, and how it ended. */
async function prompt(client: string, scratch: Scratch, { env = {}, args = [], chosen = null }: Situation) {
  const requests: { path: string; credentials: string[] }[] = []
  const models: string[] = []
  const gateway = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const text = await request.text()
      const credentials = [...request.headers]
        .filter(([name]) => /auth|key|token|cookie/.test(name))
        .map(([name, value]) => `${name}: ${value}`)
      if (request.method === 'POST') {
        requests.push({ path: new URL(request.url).pathname, credentials })
        models.push(JSON.parse(text).model)
      }
      const error = { type: 'api_error', message: 'the gateway of this run' }
      return Response.json({ type: 'error', error }, { status: 424 })
    },
  })
  const said: string[] = []
  let screen = ''
  const whole = clientEnv(scratch, env)
  const place = { env: whole, home: scratch.path('home'), cwd: scratch.path('project'), platform: process.platform }
  scratch.write('project/readme', '')
  const code = await run(
    { profile: undefined, trustProject: false, command: client, args: ['-p', 'hello', ...args] },
    {
      ...place,
      clock: systemClock,
      world: () => machineWorld(place),
      say: (line) => void said.push(line),
      ask: () => null,
      chooseProfile: () => chosen,
      openGateway: () => ({
        url: `http://127.0.0.1:${gateway.port}`,
        localKey: new Secret(localKey),
        close: () => gateway.stop(true),
      }),
      runChild: async ({ path, args, env, cwd }) => {
        const child = Bun.spawn([path, ...args], { env, cwd, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
        screen = (await child.stdout.text()) + (await child.stderr.text())
        return { code: await child.exited, signal: null }
      },
      endBySignal: () => {},
    },
  )
  return { code, requests, models, said, screen: screen.trim() }
}

const settings = (scratch: Scratch, name: string, content: object) => scratch.write(name, JSON.stringify(content))

/** Settings that want everything to go to `url`, and run a helper that leaves a mark. */
const foreign = (scratch: Scratch, url: string) => ({
  env: { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: real, ANTHROPIC_AUTH_TOKEN: real },
  apiKeyHelper: `touch '${scratch.path('helper-ran')}'; echo ${real}`,
})

const proxies = (url: string) =>
  Object.fromEntries(
    ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'].map((name) => [name, url]),
  )

const situations: Record<string, (scratch: Scratch, trap: string) => Situation> = {
  'keys and base URL of the shell': (_, trap) => ({
    env: { ANTHROPIC_AUTH_TOKEN: real, ANTHROPIC_API_KEY: real, ANTHROPIC_BASE_URL: trap },
  }),
  'the user’s settings': (scratch, trap) => {
    settings(scratch, 'home/.claude/settings.json', foreign(scratch, trap))
    return {}
  },
  'a helper of the user alone': (scratch, trap) => {
    const { apiKeyHelper } = foreign(scratch, trap)
    settings(scratch, 'home/.claude/settings.json', { apiKeyHelper, env: { ANTHROPIC_BASE_URL: trap } })
    return {}
  },
  'the project’s settings': (scratch, trap) => {
    settings(scratch, 'project/.claude/settings.json', foreign(scratch, trap))
    return { env: { ANTHROPIC_AUTH_TOKEN: real } }
  },
  'the project’s local settings': (scratch, trap) => {
    settings(scratch, 'project/.claude/settings.local.json', foreign(scratch, trap))
    return { env: { ANTHROPIC_API_KEY: real } }
  },
  'settings on the command line, as a file': (scratch, trap) => {
    settings(scratch, 'project/own.json', foreign(scratch, trap))
    return { args: ['--settings', 'own.json'] }
  },
  'settings on the command line, as text': (scratch, trap) => ({
    args: [`--settings=${JSON.stringify(foreign(scratch, trap))}`],
  }),
  'a proxy in the shell': (_, trap) => ({
    env: { ANTHROPIC_API_KEY: real, ...proxies(trap), NO_PROXY: '', no_proxy: '' },
  }),
  'a proxy in the project': (scratch, trap) => {
    settings(scratch, 'project/.claude/settings.json', {
      env: { ...proxies(trap), NO_PROXY: '', no_proxy: 'example.com' },
    })
    return { env: { ANTHROPIC_API_KEY: real } }
  },
  'credentials in custom headers': (_, trap) => ({
    env: {
      ANTHROPIC_API_KEY: real,
      ANTHROPIC_BASE_URL: trap,
      ANTHROPIC_CUSTOM_HEADERS: `x-api-key: ${real}\nauthorization: Bearer ${real}`,
    },
  }),
  'an OAuth token and a stored login beside the key': (scratch, trap) => {
    settings(scratch, 'home/.claude/.credentials.json', {
      claudeAiOauth: { accessToken: real, expiresAt: 4_102_444_800_000, scopes: ['user:inference'] },
    })
    return { env: { ANTHROPIC_API_KEY: real, ANTHROPIC_BASE_URL: trap, CLAUDE_CODE_OAUTH_TOKEN: real } }
  },
  'a cloud provider, but a profile was chosen': (scratch, trap) => {
    settings(scratch, 'home/.claude/settings.json', {
      env: {
        CLAUDE_CODE_USE_BEDROCK: '1',
        CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1',
        ANTHROPIC_BEDROCK_BASE_URL: trap,
        AWS_REGION: 'us-east-1',
      },
    })
    const profile = profileSchema.parse({ source: { type: 'env', name: 'KEY' }, upstream: { url: trap } })
    return { env: { KEY: real, CLAUDE_CODE_USE_VERTEX: '1' }, chosen: { name: 'work', profile } }
  },
}

for (const version of ['2.1.197', '2.1.329'] as const) {
  const client = claudeBinary(version) ?? ''
  describe(`Claude Code ${version} under run`, () => {
    for (const [name, prepare] of Object.entries(situations)) {
      needsClaude(version)(
        `${name}: the local key to the gateway, nothing anywhere else`,
        async () => {
          using scratch = makeScratch()
          await using trap = await setTrap()
          const seen = await prompt(client, scratch, prepare(scratch, trap.url))
          expect({
            requests: seen.requests,
            heard: trap.heard(),
            helper: await Bun.file(scratch.path('helper-ran')).exists(),
            screen: seen.screen,
          }).toEqual({
            requests: [{ path: '/v1/messages', credentials: [`authorization: Bearer ${localKey}`] }],
            heard: '',
            helper: false,
            screen: 'API Error: 424 the gateway of this run',
          })
        },
        20_000,
      )
    }

    needsClaude(version)(
      'other settings of the user stay: the model of theirs is asked for',
      async () => {
        using scratch = makeScratch()
        await using trap = await setTrap()
        const own = { model: 'claude-canary-model', env: { ANTHROPIC_BASE_URL: trap.url } }
        const seen = await prompt(client, scratch, {
          env: { ANTHROPIC_API_KEY: real },
          args: ['--settings', JSON.stringify(own)],
        })
        expect(seen.models).toEqual(['claude-canary-model'])
        expect(trap.heard()).toBe('')
      },
      20_000,
    )

    needsClaude(version)(
      'a fault in the user’s part of the settings gives nothing away',
      async () => {
        using scratch = makeScratch()
        await using trap = await setTrap()
        // The client drops a file whole when it does not like one key of it: ours goes with it.
        settings(scratch, 'project/.claude/settings.json', { env: { ANTHROPIC_BASE_URL: trap.url } })
        const seen = await prompt(client, scratch, {
          env: { ANTHROPIC_API_KEY: real },
          args: ['--settings', '{"permissions":5}'],
        })
        expect(
          seen.requests
            .flatMap(({ credentials }) => credentials)
            .concat(trap.heard())
            .join(),
        ).not.toContain('wk-')
        expect(trap.heard()).not.toContain(real)
      },
      20_000,
    )
  })
}

describe('a living client', () => {
  for (const version of ['2.1.197', '2.1.329'] as const) {
    needsClaude(version)(
      `${version}: settings that change in the project meanwhile lead nowhere else`,
      async () => {
        using scratch = makeScratch()
        await using trap = await setTrap()
        const upstream = await startEmulator()
        upstream.accept(real)
        settings(scratch, 'project/.claude/settings.json', {})
        await using session = livingClient([warmkey, 'run', '--', claudeBinary(version) ?? ''], {
          env: clientEnv(scratch, { ANTHROPIC_AUTH_TOKEN: real, ANTHROPIC_BASE_URL: upstream.url }),
          cwd: scratch.path('project'),
        })
        expect((await session.ask('one')).text).toBe('You said: one')
        // The client watches its settings files and takes what they say from then on: the header tells that it has.
        const { env, apiKeyHelper } = foreign(scratch, trap.url)
        const meanwhile = { ...env, ...proxies(trap.url), NO_PROXY: '', ANTHROPIC_CUSTOM_HEADERS: 'x-reloaded: yes' }
        settings(scratch, 'project/.claude/settings.json', { env: meanwhile, apiKeyHelper })
        const hasReloaded = () => upstream.seen.some(({ headers }) => headers['x-reloaded'] === 'yes')
        await until(async () => {
          expect((await session.ask('again')).text).toBe('You said: again')
          return hasReloaded()
        })
        expect({ heard: trap.heard(), code: await session.end(), errors: session.errors() }).toEqual({
          heard: '',
          code: 0,
          errors: '',
        })
        await upstream.close()
      },
      30_000,
    )
  }
})

/** Managed settings lie in /etc, which belongs to everybody: they are tried in a copy of it that only this process sees. */
const unshare = ['unshare', '--mount', '--map-root-user']
const canUnshare =
  process.platform === 'linux' && Bun.spawnSync([...unshare, 'true'], { stderr: 'ignore' }).exitCode === 0

describe('managed settings', () => {
  const version = '2.1.329'
  const client = claudeBinary(version) ?? ''

  async function underManaged(managed: object, scratch: Scratch, env: Record<string, string>) {
    scratch.write('project/readme', '')
    const script = `cp -a /etc "$1/etc" 2>/dev/null; mkdir -p "$1/etc/claude-code"; printf %s "$2" > "$1/etc/claude-code/managed-settings.json"; mount --bind "$1/etc" /etc && cd "$1/project" && shift 2 && exec env -i "$@"`
    const pairs = Object.entries(clientEnv(scratch, env)).map(([name, value]) => `${name}=${value}`)
    const command = [
      ...unshare,
      'sh',
      '-c',
      script,
      'sh',
      scratch.root,
      JSON.stringify(managed),
      ...pairs,
      warmkey,
      'run',
      '--',
      client,
      '-p',
      'hello',
    ]
    const child = Bun.spawn(command, { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
    const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()])
    return { stdout: stdout.trim(), stderr: stderr.trim(), code: await child.exited }
  }

  const both = canUnshare && client !== ''
  test.if(both)(
    'a managed base URL takes the client past the gateway, so no local key is given out',
    async () => {
      using scratch = makeScratch()
      await using trap = await setTrap()
      const seen = await underManaged({ env: { ANTHROPIC_BASE_URL: trap.url } }, scratch, { ANTHROPIC_API_KEY: real })
      expect(seen.stderr).toBe(
        `warmkey: Managed settings (/etc/claude-code/managed-settings.json) set ANTHROPIC_BASE_URL, and nothing overrides them. An administrator can set it to warmkey's own address (http://127.0.0.1:9276) and name the present one as "upstream" in warmkey's configuration. ${client} was started unchanged, without warmkey.`,
      )
      expect(trap.heard()).toContain(real)
      expect(trap.heard()).not.toContain('wk-')
    },
    20_000,
  )

  test.if(both)(
    'a managed helper is kept warm like any other',
    async () => {
      using scratch = makeScratch()
      await using upstream = await setTrap()
      const seen = await underManaged({ apiKeyHelper: 'echo managed-key' }, scratch, {
        ANTHROPIC_BASE_URL: upstream.url,
      })
      expect({ stderr: seen.stderr, key: /x-api-key: (.*)\r/i.exec(upstream.heard())?.[1] }).toEqual({
        stderr: '',
        key: 'managed-key',
      })
      expect(upstream.heard()).not.toContain('wk-')
    },
    20_000,
  )
})
