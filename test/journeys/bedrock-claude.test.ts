/**
 * Claude Code with Amazon Bedrock under `warmkey run`, nothing configured: one living client whose session of AWS ends
 * under it, and a denial that is one. The other end checks every signature by itself.
 */
import { describe, expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { awsKeys, type BedrockStory, bedrockSettings, exportCommand, openBedrock, region } from '../kit/bedrock-home.ts'
import { claudeBinary } from '../kit/clients.ts'
import { clientEnv, livingClient, warmkey } from '../kit/living-client.ts'
import { onePrompt } from '../kit/one-prompt.ts'
import { needs, needsClaude } from '../kit/parts.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'

/** Settings of the user with these variables and keys. */
function settings(scratch: Scratch, story: BedrockStory, over: object = {}, env: Record<string, string> = {}): void {
  scratch.write('home/.claude/settings.json', JSON.stringify({ env: bedrockSettings(story, env), ...over }))
  scratch.write('project/readme', '')
}

const current = '2.1.329'

const living = (client: string, scratch: Scratch) =>
  livingClient([warmkey, 'run', '--', client], { env: clientEnv(scratch), cwd: scratch.path('project') })

/** The n-th session in the file that `aws` itself writes, under the profile `dev`. */
function writeProfile(scratch: Scratch, n: number): void {
  const { accessKeyId, secretAccessKey, sessionToken } = awsKeys(n)
  const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
  scratch.write('home/.aws/credentials', `[dev]\n${keys}aws_session_token = ${sessionToken}\n`)
}

for (const version of ['2.1.197', '2.1.329'] as const) {
  const client = claudeBinary(version) ?? ''
  const it = needsClaude(version)
  describe(`Claude Code ${version} on Bedrock under warmkey run`, () => {
    it('awsCredentialExport: a session that ends under the client costs one renewal and one replay', async () => {
      using scratch = makeScratch()
      await using story = await openBedrock()
      const helper = exportCommand(scratch)
      settings(scratch, story, { awsCredentialExport: helper.path })
      story.accept(1)
      await using session = living(client, scratch)

      expect(await session.ask('before lunch')).toEqual({ text: 'You said: before lunch', isError: false })
      expect({ calls: story.calls(), keyCommands: helper.calls() }).toEqual({ calls: 1, keyCommands: 1 })
      expect(story.emulator.seen.filter(({ status }) => status !== 200)).toEqual([])

      story.expire(1)
      story.accept(2)
      scratch.write('session', '2')
      story.emulator.clearSeen()
      expect(await session.ask('after lunch')).toEqual({ text: 'You said: after lunch', isError: false })
      expect(story.emulator.seen.map(({ status }) => status)).toEqual([403, 200])
      expect(helper.calls()).toBe(2)
      expect(await session.end()).toBe(0)
      expect(session.errors()).toBe('')
    })

    it('AWS_PROFILE: the session in its file is replaced while the client lives', async () => {
      using scratch = makeScratch()
      await using story = await openBedrock()
      settings(scratch, story, {}, { AWS_PROFILE: 'dev' })
      writeProfile(scratch, 1)
      story.accept(1)
      await using session = living(client, scratch)
      expect(await session.ask('before lunch')).toEqual({ text: 'You said: before lunch', isError: false })
      story.expire(1)
      story.accept(2)
      writeProfile(scratch, 2)
      story.emulator.clearSeen()
      expect(await session.ask('after lunch')).toEqual({ text: 'You said: after lunch', isError: false })
      // Whether the new file was noticed first or the refusal, the client saw nothing of it.
      expect(story.emulator.seen.map(({ status }) => status).at(-1)).toBe(200)
      expect(story.calls()).toBeLessThanOrEqual(2)
      expect(await session.end()).toBe(0)
      expect(session.errors()).toBe('')
    })

    it('a Bedrock key in a file of settings that is replaced while the client lives', async () => {
      using scratch = makeScratch()
      await using story = await openBedrock()
      settings(scratch, story, {}, { AWS_BEARER_TOKEN_BEDROCK: 'ABSKfake-key-one-0123456789' })
      story.emulator.accept('ABSKfake-key-one-0123456789')
      await using session = living(client, scratch)
      expect(await session.ask('one')).toEqual({ text: 'You said: one', isError: false })
      story.emulator.rotate('ABSKfake-key-one-0123456789', 'ABSKfake-key-two-0123456789', 0)
      settings(scratch, story, {}, { AWS_BEARER_TOKEN_BEDROCK: 'ABSKfake-key-two-0123456789' })
      expect(await session.ask('two')).toEqual({ text: 'You said: two', isError: false })
    })

    it('a denial is one request, and the sentence of AWS is on the screen', async () => {
      using scratch = makeScratch()
      await using story = await openBedrock()
      const helper = exportCommand(scratch)
      settings(scratch, story, { awsCredentialExport: helper.path })
      const { accessKeyId, ...aws } = awsKeys(1)
      story.emulator.accept(accessKeyId, { aws, permissions: { models: [] } })
      const seen = await onePrompt(client, scratch)
      expect(seen.screen).toContain('is not authorized to perform: bedrock:InvokeModel')
      expect(seen.screen).toContain('because no identity-based policy allows')
      expect({ exitCode: seen.exitCode, calls: story.calls(), keyCommands: helper.calls() }).toEqual({
        exitCode: 1,
        calls: 1,
        keyCommands: 1,
      })
    })

    it('a key that AWS does not know: renewed once, then told with the words of AWS', async () => {
      using scratch = makeScratch()
      await using story = await openBedrock()
      const helper = exportCommand(scratch)
      settings(scratch, story, { awsCredentialExport: helper.path })
      const seen = await onePrompt(client, scratch)
      expect(seen.screen).toContain('The security token included in the request is invalid')
      expect({ calls: story.calls(), keyCommands: helper.calls() }).toEqual({ calls: 2, keyCommands: 2 })
    })
  })
}

const sso = `[profile corp]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = dev
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-west-2
`

for (const [what, env, words] of [
  ['no credentials at all', {}, 'There are no AWS credentials'],
  ['an SSO session that is over', { AWS_PROFILE: 'corp' }, 'Sign in: aws sso login --profile corp'],
] as const) {
  needsClaude(current)(`${what}: told in words, and AWS is not asked`, async () => {
    using scratch = makeScratch()
    await using story = await openBedrock()
    settings(scratch, story, {}, env)
    scratch.write('home/.aws/config', sso)
    const seen = await onePrompt(claudeBinary(current) ?? '', scratch)
    expect(seen.screen).toContain('API Error: 424 warmkey:')
    expect(seen.screen).toContain(words)
    expect(story.calls()).toBe(0)
  })
}

/** What sets the clock of warmkey; the loader itself knows what `$LIB` is. */
const clockOff = (by: string) => ({ LD_PRELOAD: '/usr/$LIB/faketime/libfaketime.so.1', FAKETIME: by })

/** The client on the right clock: it does not start under libfaketime, and of its clock nothing depends. */
const onTime = (scratch: Scratch, client: string) =>
  scratch.write('bin/claude', `#!/bin/sh\nunset LD_PRELOAD FAKETIME FAKETIME_SHARED\nexec '${client}' "$@"\n`, 0o700)

const inWords = [
  ['behind', '-20m', 'Signature expired', 'Set the clock'],
  ['ahead', '+20m', 'Signature not yet current', 'Set the clock'],
] as const

// The loader of no other system takes a library like that.
for (const [where, by, fact, remedy] of process.platform === 'linux' ? inWords : []) {
  needs('faketime', `claude-${current}`)(
    `a clock that is 20 minutes ${where} is named, and nothing is renewed`,
    async () => {
      using scratch = makeScratch()
      await using story = await openBedrock()
      const helper = exportCommand(scratch)
      settings(scratch, story, { awsCredentialExport: helper.path })
      story.accept(1)
      const client = onTime(scratch, claudeBinary(current) ?? '')
      const seen = await onePrompt(client, scratch, { env: clockOff(by) })
      expect(seen.errors).toBe('')
      expect(seen.screen).toContain(fact)
      expect(seen.screen).toContain(remedy)
      expect({ calls: story.calls(), keyCommands: helper.calls() }).toEqual({ calls: 1, keyCommands: 1 })
    },
  )
}

for (const version of ['2.1.197', '2.1.329'] as const) {
  needsClaude(version)(
    `Claude Code ${version} on the Claude Platform on AWS: its key is replaced while it lives`,
    async () => {
      using scratch = makeScratch()
      const upstream = await startEmulator()
      await using _ = { [Symbol.asyncDispose]: upstream.close }
      const platform = (key: string) =>
        scratch.write(
          'home/.claude/settings.json',
          JSON.stringify({
            env: {
              CLAUDE_CODE_USE_ANTHROPIC_AWS: '1',
              ANTHROPIC_AWS_BASE_URL: upstream.url,
              ANTHROPIC_AWS_WORKSPACE_ID: 'wrkspc_fake',
              ANTHROPIC_AWS_API_KEY: key,
              AWS_REGION: region,
            },
          }),
        )
      platform('fake-platform-key-one')
      scratch.write('project/readme', '')
      upstream.accept('fake-platform-key-one', { header: 'api-key' })
      await using session = living(claudeBinary(version) ?? '', scratch)
      expect(await session.ask('one')).toEqual({ text: 'You said: one', isError: false })
      upstream.rotate('fake-platform-key-one', 'fake-platform-key-two', 0)
      platform('fake-platform-key-two')
      expect(await session.ask('two')).toEqual({ text: 'You said: two', isError: false })
      const asked = upstream.seen.filter(({ path }) => path.startsWith('/v1/messages'))
      expect(new Set(asked.map(({ headers }) => headers['anthropic-workspace-id']))).toEqual(new Set(['wrkspc_fake']))
    },
  )
}

test('the client that is not protected dies of the same silence', async () => {
  // What the journeys above cure; if the client ever cures it alone, this says so.
  const client = claudeBinary('2.1.197')
  if (client === null) return
  using scratch = makeScratch()
  await using story = await openBedrock()
  const { accessKeyId, secretAccessKey, sessionToken } = awsKeys(1)
  settings(
    scratch,
    story,
    {},
    { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken },
  )
  story.accept(1)
  await using session = livingClient([client], { env: clientEnv(scratch), cwd: scratch.path('project') })
  expect((await session.ask('one')).isError).toBe(false)
  story.expire(1)
  void session.ask('two').catch(() => {})
  await story.emulator.when((seen) => seen.filter(({ status }) => status === 403).length >= 3)
})
