/** `warmkey token` and `warmkey invalidate` as programs: what is on stdout, on stderr, in the exit code and on disk. */
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { filesUnder, leaksIn } from '../kit/canary.ts'
import { type HelperHome, helperHome, type Printed, printed, startDaemon } from '../kit/helper-home.ts'
import { mintedKey, mintingHelper, shellHelper } from '../kit/helper-script.ts'
import { clientEnv } from '../kit/living-client.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'
import { until } from '../kit/until.ts'

const upstreamUrl = 'http://127.0.0.1:9'
/** What Claude Code gives to its helper, which makes this process the client. */
const asHelper = { AI_AGENT: 'claude-code_2-1-329_harness' }

const minted = (scratch: Scratch): { home: HelperHome; calls(): number } => {
  const source = mintingHelper(scratch)
  const home = helperHome(scratch, { source: { type: 'command', command: source.path }, upstreamUrl })
  return { home, calls: source.calls }
}

describe('without a daemon', () => {
  test('the key and a newline, nothing else; each question asks the source', async () => {
    using scratch = makeScratch()
    const { home } = minted(scratch)
    expect(await printed(['token'], home.env)).toEqual({ out: `${mintedKey(1)}\n`, err: '', code: 0 })
    expect(await printed(['token', '--profile', 'work'], home.env)).toEqual({
      out: `${mintedKey(2)}\n`,
      err: '',
      code: 0,
    })
  })

  test('a key that is asked away is renewed, and the second time in a row it ends in words', async () => {
    using scratch = makeScratch()
    const { home, calls } = minted(scratch)
    const env = { ...home.env, ...asHelper }
    const ask = () => printed(['token'], env)
    const next = async (lastMs: number): Promise<number> => {
      // Sooner, no client can have tried the key and been refused.
      await until(() => Date.now() > lastMs + 450)
      return Date.now()
    }
    expect((await ask()).out).toBe(`${mintedKey(1)}\n`)
    await next(Date.now())
    expect((await ask()).out).toBe(`${mintedKey(2)}\n`)
    await next(Date.now())
    const { out, err, code } = await ask()
    expect({ out, code }).toEqual({ out: '', code: 1 })
    expect(err).toMatch(/^warmkey: The API has refused the key [^\n]+\n$/)
    expect(calls()).toBe(2)

    // A person says that it is mended.
    expect(await printed(['invalidate'], home.env)).toMatchObject({
      out: expect.stringContaining('no daemon runs'),
      code: 0,
    })
    expect((await ask()).out).toBe(`${mintedKey(3)}\n`)
  })

  test('seven at once ask the source one after the other', async () => {
    using scratch = makeScratch()
    const log = scratch.path('turns')
    const source = shellHelper(scratch, `echo in >> '${log}'; sleep 0.05; echo out >> '${log}'; echo fake-key-of-turns`)
    const { env } = helperHome(scratch, { source: { type: 'command', command: source.path }, upstreamUrl })
    const all = await Promise.all(Array.from({ length: 7 }, () => printed(['token'], env)))
    expect(new Set(all.map(({ out, code }) => `${out}${code}`))).toEqual(new Set(['fake-key-of-turns\n0']))
    expect(scratch.read('turns')).toBe('in\nout\n'.repeat(7))
  })

  test('a life that is shorter than the TTL is said once', async () => {
    using scratch = makeScratch()
    const { env } = helperHome(scratch, {
      source: { type: 'command', command: 'echo fake-short-lived-key', ttl: '2m' },
      upstreamUrl,
    })
    const [first, second] = [await printed(['token'], env), await printed(['token'], env)]
    expect(first).toEqual({
      out: 'fake-short-lived-key\n',
      err: expect.stringMatching(/^warmkey: [^\n]*lives another[^\n]*\n$/),
      code: 0,
    })
    expect(second).toEqual({ out: 'fake-short-lived-key\n', err: '', code: 0 })
  })
})

describe('with a daemon', () => {
  test('seven terminals are one call of the source', async () => {
    using scratch = makeScratch()
    const { home, calls } = minted(scratch)
    await using _daemon = await startDaemon(home)
    const all = await Promise.all(Array.from({ length: 7 }, () => printed(['token'], { ...home.env, ...asHelper })))
    expect(new Set(all.map(({ out }) => out))).toEqual(new Set([`${mintedKey(1)}\n`]))
    expect(calls()).toBe(1)
  })

  test('that was killed, the next question is answered without it', async () => {
    using scratch = makeScratch()
    const { home } = minted(scratch)
    await using daemon = await startDaemon(home)
    expect((await printed(['token'], home.env)).out).toBe(`${mintedKey(1)}\n`)
    process.kill(daemon.pid, 'SIGKILL')
    await daemon[Symbol.asyncDispose]()
    expect(await printed(['token'], home.env)).toEqual({ out: `${mintedKey(2)}\n`, err: '', code: 0 })
  })

  test('invalidate renews for everybody', async () => {
    using scratch = makeScratch()
    const { home } = minted(scratch)
    await using _daemon = await startDaemon(home)
    await printed(['token'], home.env)
    expect(await printed(['invalidate', '--json'], home.env)).toEqual({
      out: '{"version":1,"profile":"work","changed":true,"runs":{"renewed":0,"failed":0}}\n',
      err: '',
      code: 0,
    })
    expect((await printed(['token', '--format', 'json'], home.env)).out).toBe(
      `{"version":1,"profile":"work","key":"${mintedKey(2)}","expiresAt":null}\n`,
    )
  })
})

describe('what is refused', () => {
  const refused = async (config: object | string, args: string[] = []): Promise<Printed> => {
    using scratch = makeScratch()
    scratch.write('home/.config/warmkey/config.jsonc', typeof config === 'string' ? config : JSON.stringify(config))
    return await printed(['token', ...args], clientEnv(scratch))
  }
  const upstream = { url: upstreamUrl }
  const echo = (key: string, more: object = {}) => ({
    profiles: { work: { source: { type: 'command', command: `printf '%s' '${key}'` }, upstream, ...more } },
  })

  for (const [what, config, args, words, code] of [
    [
      'a profile that is never to be exported',
      echo('fake-never-shown', { export: 'never' }),
      [],
      '"export": "never"',
      2,
    ],
    ['a profile that is not there', echo('fake-key'), ['--profile', 'home'], 'There are: work', 2],
    ['no profile at all', {}, [], 'There is no profile yet', 2],
    ['a broken configuration', '{"profiles": {"work": {}}}', [], 'profiles.work.source is missing', 2],
    [
      'a source that fails',
      { profiles: { work: { source: { type: 'command', command: 'echo sealed >&2; exit 3' }, upstream } } },
      [],
      'said: "sealed"',
      1,
    ],
    [
      'one key where AWS wants three values',
      echo('fake-never-shown'),
      ['--format', 'credential-process'],
      'which are three',
      2,
    ],
  ] as const) {
    test(what, async () => {
      const seen = await refused(config, [...args])
      expect({ out: seen.out, code: seen.code }).toEqual({ out: '', code })
      expect(seen.err).toMatch(/^warmkey: [^\n]+\n$/)
      expect(seen.err).toContain(words)
      expect(seen.err).not.toContain('fake-never-shown')
    })
  }

  test('a state directory that cannot be made', async () => {
    using scratch = makeScratch()
    const { home, calls } = minted(scratch)
    scratch.write('state', 'a file stands in its place')
    const seen = await printed(['token'], home.env)
    expect(seen).toMatchObject({
      out: '',
      code: 2,
      err: expect.stringMatching(/^warmkey: [^\n]*cannot be made[^\n]*\n$/),
    })
    expect(calls()).toBe(0)
  })

  test('another format than there are', async () => {
    const seen = await refused(echo('fake-key'), ['--format', 'yaml'])
    expect({ out: seen.out, code: seen.code }).toEqual({ out: '', code: 2 })
    expect(seen.err).toContain('yaml is not a format')
  })
})

/** The client's own rules, beside its own reading: surrounding white space is trimmed. https://code.claude.com/docs/en/errors */
const takenByTheClient = (out: string): boolean => /^[\x21-\x7e]{1,16384}$/.test(out.trim())

test('whatever a source says: stdout is a key that the client takes, or empty and the reason one line on stderr', async () => {
  using scratch = makeScratch()
  const { env } = helperHome(scratch, { source: { type: 'file', path: scratch.path('vault') }, upstreamUrl })
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\r', '\t', '\u0000', '\u001b', '\u00a0', '\u2014', '"', '{', '}', '\\'),
      maxLength: 30,
    }),
    fc.string({ minLength: 16_380, maxLength: 16_390, unit: fc.constantFrom('k') }),
    fc.constantFrom(
      'null',
      'Bearer fake-key-0123',
      'export KEY=x',
      '\ufefffake-key-0123\r\n',
      '<html>',
      '{"access_token":"fake-key-0123"}',
      'one two',
      '-----BEGIN KEY-----',
    ),
  )
  await fc.assert(
    fc.asyncProperty(text, async (vault) => {
      scratch.write('vault', vault)
      const { out, err, code } = await printed(['token'], env)
      if (code === 0) {
        expect(out.endsWith('\n')).toBe(true)
        expect(takenByTheClient(out)).toBe(true)
        expect(err).toBe('')
      } else {
        expect({ out, code }).toEqual({ out: '', code: 1 })
        expect(err).toMatch(/^warmkey: [\x20-\x7e]+\n$/)
      }
    }),
    { numRuns: 60 },
  )
})

test('no key is on disk, whatever was asked and whoever refused it', async () => {
  using scratch = makeScratch()
  const { home } = minted(scratch)
  const env = { ...home.env, ...asHelper }
  for (const args of [['token'], ['token', '--format', 'json'], ['token'], ['invalidate'], ['token']])
    await printed(args, env)
  const places = filesUnder(scratch.path('state'))
  expect([...places.keys()].some((path) => path.endsWith('.json'))).toBe(true)
  const keys = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`key ${n}`, mintedKey(n)]))
  expect(leaksIn(places, keys)).toEqual([])
})
