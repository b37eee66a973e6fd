/**
 * A real denial reaches the person at once and in words: one request of the client, and the sentence on its screen. So
 * does everything that warmkey itself cannot do.
 */
import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { signatures } from '../../src/signatures/index.ts'
import { claudeBinary } from '../kit/clients.ts'
import { type HelperScript, mintedKey, mintingHelper, readingHelper, shellHelper } from '../kit/helper-script.ts'
import { onePrompt } from '../kit/one-prompt.ts'
import { needsClaude } from '../kit/parts.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'

const upstream = await startEmulator()
afterAll(() => upstream.close())
beforeEach(() => {
  upstream.unscript()
  upstream.clearSeen()
})

const prompts = (): number => upstream.seen.filter(({ method }) => method === 'POST').length

/** A home whose settings name this key command and this address. */
function home(scratch: Scratch, helper: HelperScript, url = upstream.url): void {
  scratch.write(
    'home/.claude/settings.json',
    JSON.stringify({ apiKeyHelper: helper.path, env: { ANTHROPIC_BASE_URL: url } }),
  )
}

/** A configuration whose one profile is `work`. */
function profile(scratch: Scratch, source: object, url = upstream.url): Record<string, string> {
  const path = scratch.write('config.jsonc', JSON.stringify({ profiles: { work: { source, upstream: { url } } } }))
  return { WARMKEY_CONFIG: path }
}

for (const version of ['2.1.197', '2.1.329'] as const) {
  const client = claudeBinary(version) ?? ''
  const it = needsClaude(version)
  describe(`Claude Code ${version} under warmkey run`, () => {
    it('a permission that is missing: one request, one call of the key command, the words of the API', async () => {
      using scratch = makeScratch()
      const helper = mintingHelper(scratch)
      home(scratch, helper)
      upstream.script({ kind: 'wording', id: 'anthropic-no-permission' }, Number.POSITIVE_INFINITY)
      const seen = await onePrompt(client, scratch)
      expect(seen.screen).toContain('does not have permission')
      expect({ exitCode: seen.exitCode, requests: prompts(), keyCommands: helper.calls() }).toEqual({
        exitCode: 1,
        requests: 1,
        keyCommands: 1,
      })
    })

    it('the page of a firewall: one request, its title on the screen', async () => {
      using scratch = makeScratch()
      const helper = mintingHelper(scratch)
      home(scratch, helper)
      upstream.script({ kind: 'wording', id: 'waf-html' }, Number.POSITIVE_INFINITY)
      const seen = await onePrompt(client, scratch)
      expect(seen.screen).toContain('403')
      expect({ requests: prompts(), keyCommands: helper.calls() }).toEqual({ requests: 1, keyCommands: 1 })
    })

    it('a sign-in page with status 200: one request, in words', async () => {
      using scratch = makeScratch()
      home(scratch, mintingHelper(scratch))
      upstream.script({ kind: 'html', title: 'Sign in to Corp' }, Number.POSITIVE_INFINITY)
      const seen = await onePrompt(client, scratch)
      expect(seen.screen).toContain('Sign in to Corp')
      expect(seen.screen).toContain('API Error: 424 warmkey:')
      expect(prompts()).toBe(1)
    })

    it('a redirect to a login page: one request, in words, and nothing follows it', async () => {
      using scratch = makeScratch()
      home(scratch, mintingHelper(scratch))
      upstream.script({ kind: 'redirect', to: `${upstream.url}/login` }, Number.POSITIVE_INFINITY)
      const seen = await onePrompt(client, scratch)
      expect(seen.screen).toContain('API Error: 424 warmkey:')
      expect(seen.screen).toContain('redirect')
      expect(upstream.seen.filter(({ path }) => path.includes('login'))).toEqual([])
    })

    it('a key that no renewal cures: two calls of the key command, then words, for one request of the client', async () => {
      using scratch = makeScratch()
      const helper = mintingHelper(scratch)
      home(scratch, helper)
      upstream.wording('unknown', 'anthropic-invalid-x-api-key')
      const seen = await onePrompt(client, scratch)
      expect(seen.screen).toContain('API Error: 424')
      expect(seen.screen).toContain('did not help')
      expect(seen.screen).not.toContain('/login')
      expect(helper.calls()).toBe(2)
    })

    it('a vault that holds the same dead key: told as it is', async () => {
      using scratch = makeScratch()
      const helper = readingHelper(scratch, 'vault')
      scratch.write('vault', 'fake-dead-key-0123456789')
      home(scratch, helper)
      upstream.wording('unknown', 'anthropic-oauth-expired')
      const seen = await onePrompt(client, scratch)
      expect(seen.screen).toContain('gives no other credential')
      expect(helper.calls()).toBe(2)
    })

    it('a key command that fails: its own last line on the screen after one request', async () => {
      using scratch = makeScratch()
      home(scratch, shellHelper(scratch, 'echo "vault: sealed, ask the platform team" >&2; exit 3'))
      const seen = await onePrompt(client, scratch)
      expect(seen.screen).toContain('API Error: 424 warmkey:')
      expect(seen.screen).toContain('vault: sealed, ask the platform team')
      expect(prompts()).toBe(0)
    })

    it('a key command that hangs: ended and told', async () => {
      using scratch = makeScratch()
      const helper = shellHelper(scratch, 'exec sleep 600')
      const env = profile(scratch, { type: 'command', command: helper.path, timeout: '1s' })
      const seen = await onePrompt(client, scratch, { flags: ['--profile', 'work'], env })
      expect(seen.screen).toContain('API Error: 424 warmkey:')
      expect(helper.calls()).toBe(1)
    })

    it('a key command that recovers: the next prompt is answered', async () => {
      using scratch = makeScratch()
      home(scratch, shellHelper(scratch, `cat '${scratch.path('vault')}'`))
      expect((await onePrompt(client, scratch)).screen).toContain('API Error: 424 warmkey:')
      const recovered = 'fake-recovered-key-0123456789'
      scratch.write('vault', recovered)
      upstream.accept(recovered)
      expect((await onePrompt(client, scratch)).screen).toBe('You said: hello')
    })
  })
}

const current = '2.1.329'
const it = needsClaude(current)

it('an upstream that is gone: told in words', async () => {
  using scratch = makeScratch()
  const gone = await startEmulator()
  await gone.close()
  home(scratch, mintingHelper(scratch), gone.url)
  const seen = await onePrompt(claudeBinary(current) ?? '', scratch)
  expect(seen.screen).toContain('API Error: 424 warmkey: no connection to 127.0.0.1')
})

describe('the remedy of every card reaches the screen of the real client, after one request', () => {
  // A 401 is what this client never shows, so it is what gets our words.
  for (const card of signatures.filter(({ seen }) => seen.some(({ status }) => status === 401))) {
    const sighting = card.seen.find(({ status }) => status === 401)
    it(card.id, async () => {
      using scratch = makeScratch()
      const helper = readingHelper(scratch, 'vault')
      scratch.write('vault', mintedKey(1))
      home(scratch, helper)
      upstream.script(
        {
          kind: 'response',
          status: 401,
          headers: { 'content-type': 'application/json', ...sighting?.headers },
          body: sighting?.text ?? '',
        },
        Number.POSITIVE_INFINITY,
      )
      const { screen } = await onePrompt(claudeBinary(current) ?? '', scratch)
      expect(screen).toContain('API Error: 424')
      expect(screen).toContain(card.remedy[0] ?? 'no remedy')
      expect(prompts()).toBe(1)
    })
  }
})

test('there are cards to try', () => {
  expect(signatures.filter(({ seen }) => seen.some(({ status }) => status === 401)).length).toBeGreaterThan(5)
})
