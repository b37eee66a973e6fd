/**
 * A set-up that stays: the settings of the real client are written once, it works without warmkey in front of it, the
 * prompt after lunch is answered, and `disconnect` gives every byte back.
 */
import { describe, expect, test } from 'bun:test'
import { readFileSync, symlinkSync } from 'node:fs'
import { claudeBinary } from '../kit/clients.ts'
import { type ConnectBench, makeConnectBench } from '../kit/connect-bench.ts'
import { type HelperScript, mintedKey, mintingHelper } from '../kit/helper-script.ts'
import { livingClient } from '../kit/living-client.ts'
import { needsClaude } from '../kit/parts.ts'

const refusals = [
  { name: '403 for an expired token', kind: 'expired', wording: 'databricks-invalid-token' },
  { name: '401 for an expired token', kind: 'expired', wording: 'anthropic-oauth-expired' },
  { name: '403 for a revoked token', kind: 'revoked', wording: 'anthropic-oauth-revoked' },
] as const

/** A machine as people have it: a helper in the user's settings, and the same helper as the source of a profile. */
async function machine(version: string): Promise<{ bench: ConnectBench; helper: HelperScript; settings: string }> {
  let helper: HelperScript | null = null
  const bench = await makeConnectBench((url, scratch) => {
    helper = mintingHelper(scratch)
    return { work: { source: { type: 'command', command: helper.path, ttl: '1h' }, upstream: { url } } }
  })
  if (helper === null) throw new Error('no helper was made')
  bench.upstream.accept(mintedKey(1))
  const settings = bench.scratch.write(
    'home/.claude/settings.json',
    `{\n\t"apiKeyHelper": "~/.claude/get-api-key.sh",\n\t"env": { "ANTHROPIC_BASE_URL": "${bench.upstream.url}" }\n}`,
    0o644,
  )
  bench.scratch.write('bin/readme', '')
  symlinkSync(claudeBinary(version) ?? '', bench.scratch.path('bin/claude'))
  return { bench, helper, settings }
}

const prompts = ({ upstream }: ConnectBench): number =>
  upstream.seen.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/messages')).length

for (const version of ['2.1.197', '2.1.329'] as const) {
  describe(`Claude Code ${version}, connected`, () => {
    for (const { name, kind, wording } of refusals) {
      needsClaude(version)(`is answered after ${name}, and disconnect gives every byte back`, async () => {
        const { bench, helper, settings } = await machine(version)
        await using _ = bench
        const before = readFileSync(settings)
        const connected = await bench.connect()
        expect(connected.error?.sentence).toBeUndefined()
        bench.upstream.wording(kind, wording)
        {
          await using session = livingClient(['claude'], { env: bench.env, cwd: bench.scratch.path('project') })
          expect(await session.ask('before lunch')).toEqual({ text: 'You said: before lunch', isError: false })
          expect({ requests: prompts(bench), keyCommands: helper.calls() }).toEqual({ requests: 1, keyCommands: 1 })

          if (kind === 'expired') bench.upstream.expire(mintedKey(1))
          else bench.upstream.revoke(mintedKey(1))
          bench.upstream.accept(mintedKey(2))
          expect(await session.ask('after lunch')).toEqual({ text: 'You said: after lunch', isError: false })
          expect({ requests: prompts(bench), keyCommands: helper.calls() }).toEqual({ requests: 3, keyCommands: 2 })
          expect(await session.end()).toBe(0)
          expect(session.errors()).toBe('')
        }
        expect((await bench.disconnect()).error?.sentence).toBeUndefined()
        expect(readFileSync(settings).equals(before)).toBe(true)
      })
    }

    needsClaude(version)('is proven with a real request through the real client', async () => {
      const { bench } = await machine(version)
      await using _ = bench
      const { out, code } = await bench.connect({ prove: true })
      expect(out).toContain('Proven: claude-code answered a real request by way of warmkey: You said: Answer with')
      expect(code).toBe(0)
    })

    needsClaude(version)('is not called proven when something else wins', async () => {
      const { bench } = await machine(version)
      await using _ = bench
      bench.scratch.write(
        'project/.claude/settings.json',
        JSON.stringify({ env: { ANTHROPIC_BASE_URL: bench.upstream.url, ANTHROPIC_AUTH_TOKEN: mintedKey(1) } }),
      )
      const { out, code } = await bench.connect({ prove: true })
      expect(out).toContain(
        `${bench.scratch.path('project/.claude/settings.json')} sets ANTHROPIC_BASE_URL, ANTHROPIC_AUTH_TOKEN, and it beats these settings.`,
      )
      expect(out).toContain('Not proven: claude-code answered, but not by way of warmkey.')
      expect(code).toBe(1)
    })
  })
}

needsClaude('2.1.197')('helper mode is refused for a client that takes a 403 as final', async () => {
  const { bench, settings } = await machine('2.1.197')
  await using _ = bench
  const before = readFileSync(settings)
  const { error } = await bench.connect({ mode: 'helper' })
  expect(error?.code).toBe('settings-refused')
  expect(error?.sentence).toBe(
    'Claude Code 2.1.197 takes a 403 as final and sends the key that it has cached while its helper runs again, so that the first prompt after a silence fails whatever the helper prints. Connect in gateway mode, which serves every version: leave --mode helper out. Or update the client.',
  )
  expect(readFileSync(settings).equals(before)).toBe(true)
})

needsClaude('2.1.329')('helper mode is proven with the current client', async () => {
  const { bench } = await machine('2.1.329')
  await using _ = bench
  const { out, code, error } = await bench.connect({ mode: 'helper', prove: true })
  expect(error?.sentence).toBeUndefined()
  expect(out).toContain('Proven: claude-code answered a real request: You said: Answer with')
  expect(code).toBe(0)
})

needsClaude('2.1.329')(
  'in helper mode the credentials that stood in the same file do not go out any more',
  async () => {
    const { bench, settings } = await machine('2.1.329')
    await using _ = bench
    bench.scratch.write(
      'home/.claude/settings.json',
      JSON.stringify({ env: { ANTHROPIC_AUTH_TOKEN: 'fake-old-token-0123', ANTHROPIC_API_KEY: 'fake-old-key-0123' } }),
    )
    const before = readFileSync(settings)
    const { out } = await bench.connect({ mode: 'helper', prove: true })
    expect(out).toContain('Proven: claude-code answered a real request')
    const sent = bench.upstream.seen.filter(({ path }) => path.startsWith('/v1/messages'))
    const fingerprint = `[${new Bun.CryptoHasher('sha256').update(mintedKey(1)).digest('hex').slice(0, 8)}]`
    const keys = sent.map(({ headers }) => headers['x-api-key'])
    expect(new Set(keys)).toEqual(new Set([fingerprint]))
    await bench.disconnect()
    expect(readFileSync(settings).equals(before)).toBe(true)
  },
)

test('without the client nothing is called proven', async () => {
  await using bench = await makeConnectBench()
  const { out, code } = await bench.connect({ prove: true })
  expect(out).toContain('claude-code is not installed here, so it was not tried.')
  expect(code).toBe(0)
})
