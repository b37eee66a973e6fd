/**
 * The prompt after lunch. One living Claude Code process under `warmkey run`: an answer, silence past the life of its
 * credential, a second prompt. Counted: requests at the upstream, calls of the key command, what the user saw.
 */
import { afterAll, describe, expect, test } from 'bun:test'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { claudeBinary } from '../kit/clients.ts'
import { mintedKey, mintingHelper, readingHelper } from '../kit/helper-script.ts'
import { clientEnv, livingClient, warmkey } from '../kit/living-client.ts'
import { needsClaude } from '../kit/parts.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'

const refusals = [
  { name: '403 for an expired token', kind: 'expired', wording: 'databricks-invalid-token' },
  { name: '401 for an expired token', kind: 'expired', wording: 'anthropic-oauth-expired' },
  { name: '403 for a revoked token', kind: 'revoked', wording: 'anthropic-oauth-revoked' },
] as const

const upstream = await startEmulator()
afterAll(() => upstream.close())

/** POSTs to the inference path since the last clearing. */
const prompts = (up: Emulator): number =>
  up.seen.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/messages')).length

function settings(scratch: Scratch, helper: string): void {
  scratch.write(
    'home/.claude/settings.json',
    JSON.stringify({ apiKeyHelper: helper, env: { ANTHROPIC_BASE_URL: upstream.url } }),
  )
  scratch.write('project/readme', '')
}

for (const version of ['2.1.197', '2.1.329'] as const) {
  describe(`Claude Code ${version} under warmkey run`, () => {
    for (const { name, kind, wording } of refusals) {
      needsClaude(version)(`is answered after ${name}: one renewal, one replay, nothing on the screen`, async () => {
        using scratch = makeScratch()
        const helper = mintingHelper(scratch)
        settings(scratch, helper.path)
        upstream.clearSeen()
        upstream.wording(kind, wording)
        upstream.accept(mintedKey(1))
        const client = claudeBinary(version) ?? ''
        await using session = livingClient([warmkey, 'run', '--', client], {
          env: clientEnv(scratch),
          cwd: scratch.path('project'),
        })

        const before = await session.ask('before lunch')
        expect(before).toEqual({ text: 'You said: before lunch', isError: false })
        expect({ requests: prompts(upstream), keyCommands: helper.calls() }).toEqual({ requests: 1, keyCommands: 1 })

        if (kind === 'expired') upstream.expire(mintedKey(1))
        else upstream.revoke(mintedKey(1))
        upstream.accept(mintedKey(2))
        const after = await session.ask('after lunch')
        expect(after).toEqual({ text: 'You said: after lunch', isError: false })
        expect({ requests: prompts(upstream), keyCommands: helper.calls() }).toEqual({ requests: 3, keyCommands: 2 })
        expect(await session.end()).toBe(0)
        expect(session.errors()).toBe('')
      })
    }

    needsClaude(version)('is answered when the vault behind its command has rotated', async () => {
      using scratch = makeScratch()
      const helper = readingHelper(scratch, 'vault')
      settings(scratch, helper.path)
      upstream.clearSeen()
      upstream.wording('expired', 'databricks-invalid-token')
      scratch.write('vault', 'fake-vault-key-one-0123456789')
      upstream.accept('fake-vault-key-one-0123456789')
      const client = claudeBinary(version) ?? ''
      await using session = livingClient([warmkey, 'run', '--', client], {
        env: clientEnv(scratch),
        cwd: scratch.path('project'),
      })
      expect((await session.ask('one')).text).toBe('You said: one')
      scratch.write('vault', 'fake-vault-key-two-0123456789')
      upstream.rotate('fake-vault-key-one-0123456789', 'fake-vault-key-two-0123456789', 0)
      expect((await session.ask('two')).text).toBe('You said: two')
      expect(helper.calls()).toBe(2)
    })
  })
}

test('the client that is not protected dies of the same silence', async () => {
  // What the journeys above cure; if the client ever cures it alone, this says so.
  const client = claudeBinary('2.1.197')
  if (client === null) return
  using scratch = makeScratch()
  const helper = mintingHelper(scratch)
  settings(scratch, helper.path)
  upstream.clearSeen()
  upstream.wording('expired', 'databricks-invalid-token')
  upstream.accept(mintedKey(1))
  await using session = livingClient([client], { env: clientEnv(scratch), cwd: scratch.path('project') })
  expect((await session.ask('before lunch')).isError).toBe(false)
  upstream.expire(mintedKey(1))
  upstream.accept(mintedKey(2))
  const after = await session.ask('after lunch')
  expect(after.isError).toBe(true)
  expect(after.text).toContain('Invalid Token')
})
