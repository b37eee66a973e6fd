/**
 * Helper mode: `warmkey token` as the apiKeyHelper of the real client, set up as people do it. What a helper can heal is
 * healed, with a daemon and without one; what no helper can heal is shown to be so, and to be healed by the gateway.
 */
import { afterAll, describe, expect } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { claudeBinary } from '../kit/clients.ts'
import { type HelperHome, helperHome, startDaemon } from '../kit/helper-home.ts'
import { type HelperScript, mintedKey, mintingHelper, readingHelper } from '../kit/helper-script.ts'
import { livingClient, warmkey } from '../kit/living-client.ts'
import { needsClaude } from '../kit/parts.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'
import { until } from '../kit/until.ts'

const oldClient = '2.1.197'
const newClient = '2.1.329'

const refusals = [
  { name: '403 for an expired token', kind: 'expired', wording: 'databricks-invalid-token' },
  { name: '401 for an expired token', kind: 'expired', wording: 'anthropic-oauth-expired' },
  { name: '403 for a revoked token', kind: 'revoked', wording: 'anthropic-oauth-revoked' },
] as const

const upstream = await startEmulator()
afterAll(() => upstream.close())

/** POSTs to the inference path since the last clearing. */
const prompts = (): number =>
  upstream.seen.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/messages')).length

function refuse(kind: 'expired' | 'revoked', wording: string): void {
  upstream.clearSeen()
  upstream.unscript()
  upstream.wording(kind, wording)
}

function end(kind: 'expired' | 'revoked', key: string): void {
  if (kind === 'expired') upstream.expire(key)
  else upstream.revoke(key)
}

const nobody: AsyncDisposable = { async [Symbol.asyncDispose]() {} }

const client = (home: HelperHome, version: string) =>
  livingClient([claudeBinary(version) ?? ''], { env: home.env, cwd: home.cwd })

/** The key that somebody has put into a file, and who may open what with it. */
function vault(scratch: Scratch): { readonly path: string; rotate(): void } {
  const [one, two] = [`fake-vault-one-${crypto.randomUUID()}`, `fake-vault-two-${crypto.randomUUID()}`]
  upstream.accept(one)
  const path = scratch.write('vault', `${one}\n`)
  return {
    path,
    rotate() {
      scratch.write('vault', `${two}\n`)
      upstream.rotate(one, two, 0)
    },
  }
}

for (const [how, daemon] of [
  ['with a daemon', startDaemon],
  ['without a daemon', async () => nobody],
] as const) {
  describe(`a helper ${how}`, () => {
    const healed = [
      ...refusals.map((refusal) => ({ version: newClient, ...refusal })),
      ...refusals.slice(1, 2).map((refusal) => ({ version: oldClient, ...refusal })),
    ]
    for (const { version, name, kind, wording } of healed) {
      needsClaude(version)(`heals a ${name} for Claude Code ${version}`, async () => {
        using scratch = makeScratch()
        refuse(kind, wording)
        const source: HelperScript = mintingHelper(scratch)
        const home = helperHome(scratch, {
          source: { type: 'command', command: source.path },
          upstreamUrl: upstream.url,
        })
        await using _daemon = await daemon(home)
        upstream.accept(mintedKey(1))
        await using session = client(home, version)
        expect(await session.ask('before lunch')).toEqual({ text: 'You said: before lunch', isError: false })
        expect({ requests: prompts(), runs: home.runs(), calls: source.calls() }).toEqual({
          requests: 1,
          runs: 1,
          calls: 1,
        })

        end(kind, mintedKey(1))
        upstream.accept(mintedKey(2))
        expect(await session.ask('after lunch')).toEqual({ text: 'You said: after lunch', isError: false })
        expect({ requests: prompts(), runs: home.runs(), calls: source.calls() }).toEqual({
          requests: 3,
          runs: 2,
          calls: 2,
        })
        expect(await session.end()).toBe(0)
      })
    }

    // After the TTL the client sends its old key beside the run of its helper, and asks once more when that is refused.
    for (const ttlMs of [1_000, 3_000, undefined]) {
      for (const type of ['file', 'command'] as const) {
        const kind = type === 'file' ? 'a file that was rotated once' : 'a vault behind a command, rotated once'
        needsClaude(newClient)(`${kind} is no failure with a TTL of ${ttlMs ?? 'five minutes'}`, async () => {
          using scratch = makeScratch()
          refuse('expired', 'databricks-invalid-token')
          const { path, rotate } = vault(scratch)
          const source = type === 'file' ? { type, path } : { type, command: readingHelper(scratch, 'vault').path }
          const home = helperHome(scratch, {
            source,
            upstreamUrl: upstream.url,
            ...(ttlMs === undefined ? {} : { ttlMs }),
          })
          await using _daemon = await daemon(home)
          await using session = client(home, newClient)
          expect(await session.ask('one')).toEqual({ text: 'You said: one', isError: false })
          rotate()
          const lastMs = home.lastRunMs()
          if (ttlMs !== undefined) await until(() => Date.now() > lastMs + ttlMs + 1_000)
          expect(await session.ask('two')).toEqual({ text: 'You said: two', isError: false })
          expect(await session.ask('three')).toEqual({ text: 'You said: three', isError: false })
          expect(await session.end()).toBe(0)
        })
      }
    }

    needsClaude(newClient)('ends a denial in words, after six requests at most', async () => {
      using scratch = makeScratch()
      refuse('expired', 'databricks-invalid-token')
      const source = mintingHelper(scratch)
      const home = helperHome(scratch, {
        source: { type: 'command', command: source.path },
        upstreamUrl: upstream.url,
      })
      await using _daemon = await daemon(home)
      upstream.script({ kind: 'wording', id: 'anthropic-no-permission' }, Number.POSITIVE_INFINITY)
      await using session = client(home, newClient)
      const { text, isError } = await session.ask('may I?')
      expect({ text, isError }).toEqual({
        text: expect.stringContaining('apiKeyHelper script is failing'),
        isError: true,
      })
      expect(session.errors()).toContain('it has not expired')
      expect(prompts()).toBeLessThanOrEqual(6)
      expect(home.runs()).toBeLessThanOrEqual(6)
      expect(source.calls()).toBe(2)
    })
  })
}

needsClaude(newClient)('a daemon that is killed between two prompts is missed by nobody', async () => {
  using scratch = makeScratch()
  refuse('expired', 'databricks-invalid-token')
  const source = mintingHelper(scratch)
  const home = helperHome(scratch, { source: { type: 'command', command: source.path }, upstreamUrl: upstream.url })
  await using daemon = await startDaemon(home)
  upstream.accept(mintedKey(1))
  await using session = client(home, newClient)
  expect((await session.ask('before lunch')).isError).toBe(false)

  process.kill(daemon.pid, 'SIGKILL')
  upstream.expire(mintedKey(1))
  upstream.accept(mintedKey(2))
  expect(await session.ask('after lunch')).toEqual({ text: 'You said: after lunch', isError: false })
  expect({ runs: home.runs(), calls: source.calls() }).toEqual({ runs: 2, calls: 2 })
})

describe('a denial', () => {
  needsClaude(newClient)(
    'after a silence is told as early, and forgotten when somebody has given the permission',
    async () => {
      using scratch = makeScratch()
      refuse('expired', 'databricks-invalid-token')
      const source = mintingHelper(scratch)
      const ttlMs = 3_000
      const home = helperHome(scratch, {
        source: { type: 'command', command: source.path },
        upstreamUrl: upstream.url,
        ttlMs,
      })
      await using _daemon = await startDaemon(home)
      for (const n of [1, 2, 3, 4]) upstream.accept(mintedKey(n))
      await using session = client(home, newClient)
      expect((await session.ask('good morning')).isError).toBe(false)

      upstream.script({ kind: 'wording', id: 'anthropic-no-permission' }, Number.POSITIVE_INFINITY)
      upstream.clearSeen()
      const before = { runs: home.runs(), lastMs: home.lastRunMs() }
      await until(() => Date.now() > before.lastMs + ttlMs + 500)
      expect((await session.ask('may I?')).isError).toBe(true)
      expect(prompts()).toBeLessThanOrEqual(6)
      expect(home.runs() - before.runs).toBeLessThanOrEqual(6)

      upstream.unscript()
      const deniedMs = home.lastRunMs()
      await until(() => Date.now() > deniedMs + 12_000)
      expect(await session.ask('and now?')).toEqual({ text: 'You said: and now?', isError: false })
    },
  )
})

describe('what no helper can heal', () => {
  const prepare = (scratch: Scratch): { home: HelperHome; source: HelperScript } => {
    refuse('expired', 'databricks-invalid-token')
    const source = mintingHelper(scratch)
    upstream.accept(mintedKey(1))
    return {
      source,
      home: helperHome(scratch, { source: { type: 'command', command: source.path }, upstreamUrl: upstream.url }),
    }
  }

  needsClaude(oldClient)(
    `a 403 for an expired token is final for Claude Code ${oldClient}: it never asks again`,
    async () => {
      using scratch = makeScratch()
      const { home, source } = prepare(scratch)
      await using _daemon = await startDaemon(home)
      await using session = client(home, oldClient)
      expect((await session.ask('before lunch')).isError).toBe(false)
      upstream.expire(mintedKey(1))
      upstream.accept(mintedKey(2))
      const { text, isError } = await session.ask('after lunch')
      expect({ text, isError }).toEqual({ text: expect.stringContaining('Invalid Token'), isError: true })
      expect({ requests: prompts(), runs: home.runs(), calls: source.calls() }).toEqual({
        requests: 2,
        runs: 1,
        calls: 1,
      })
    },
  )

  needsClaude(oldClient)('and is healed for it by the gateway', async () => {
    using scratch = makeScratch()
    const { home, source } = prepare(scratch)
    await using session = livingClient([warmkey, 'run', '--', claudeBinary(oldClient) ?? ''], {
      env: home.env,
      cwd: home.cwd,
    })
    expect((await session.ask('before lunch')).isError).toBe(false)
    upstream.expire(mintedKey(1))
    upstream.accept(mintedKey(2))
    expect(await session.ask('after lunch')).toEqual({ text: 'You said: after lunch', isError: false })
    expect({ requests: prompts(), calls: source.calls() }).toEqual({ requests: 3, calls: 2 })
  })
})
