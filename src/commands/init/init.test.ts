import { afterAll, beforeAll, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts'
import { awsKeys, openBedrock, region } from '../../../test/kit/bedrock-home.ts'
import { filesUnder, leaksIn } from '../../../test/kit/canary.ts'
import { warmkey } from '../../../test/kit/living-client.ts'
import { needs } from '../../../test/kit/parts.ts'
import { isRunning } from '../../../test/kit/processes.ts'
import { type ProfileBench, profileBench } from '../../../test/kit/profile-bench.ts'
import { openTerminal } from '../../../test/kit/terminal.ts'
import { until } from '../../../test/kit/until.ts'

const key = 'fake-key-1-0123456789abcdef'
let upstream: Emulator
beforeAll(async () => {
  upstream = await startEmulator()
  upstream.accept(key)
})
afterAll(() => upstream.close())

/** A machine on which Claude Code has a helper. */
function withHelper(helper = `cat ~/key`): ProfileBench {
  const bench = profileBench()
  bench.scratch.write('home/key', `${key}\n`)
  const env = { ANTHROPIC_BASE_URL: upstream.url }
  bench.scratch.write('home/.claude/settings.json', JSON.stringify({ apiKeyHelper: helper, env }))
  return bench
}

test('--yes takes the best, tries it with a real request, and writes it with a comment', async () => {
  using bench = withHelper()
  const { code, out, err } = await bench.warmkey('init', '--yes')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(bench.bytes()).toContain(`    "work": {
      // Found by warmkey init: apiKeyHelper of Claude Code,
      // ~/.claude/settings.json
      "source": { "type": "command", "command": "cat ~/key", "ttl": "5m" },
      "upstream": { "url": "${upstream.url}" }
    }`)
  expect(out).toContain('The API answered GET /v1/models with 200.\nUse it:      warmkey run -- claude\n')
  // The key itself lies where it lay, and nowhere else.
  expect(out).not.toContain(key)
  const files = filesUnder(bench.scratch.root)
  files.delete(bench.scratch.path('home/key'))
  expect(leaksIn(files, { key })).toEqual([])

  // Once more: it is there already, and nothing else is.
  const again = await bench.warmkey('init', '--yes')
  expect([again.code, again.out]).toEqual([1, expect.stringContaining('is the profile "work" already')])
  expect(again.out).toEndWith('nothing was changed. Use what is there: warmkey run --profile work -- claude\n')
  const asJson = await bench.warmkey('init', '--yes', '--json')
  expect(asJson.code).toBe(1)
  expect(JSON.parse(asJson.out)).toMatchObject({ version: 1, outcome: 'nothing', file: bench.file })
})

test('where profiles are already, one more is added and the rest is as it was', async () => {
  using bench = withHelper()
  const before = `{\n\t// mine\n\t"profiles": {\n\t\t"work": {"source":{"type":"env","name":"K"},"upstream":{"url":"https://x.example"}}\n\t}\n}\n`
  bench.write(before)
  const { out } = await bench.warmkey('init', '--yes', '--json')
  expect(JSON.parse(out)).toMatchObject({ outcome: 'written', profile: 'work-2', tried: { outcome: 'answered' } })
  expect(bench.bytes()).toContain('\t\t"work-2": {\n\t\t\t// Found by warmkey init')
  await bench.warmkey('profile', 'remove', 'work-2', '--yes')
  expect(bench.bytes()).toBe(before)
})

test('Claude Code in Bedrock mode: its profile of AWS, its region, its address', async () => {
  using bench = profileBench()
  await using bedrock = await openBedrock()
  bedrock.accept(1)
  const { accessKeyId, secretAccessKey, sessionToken } = awsKeys(1)
  const keys = `aws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\naws_session_token=${sessionToken}\n`
  bench.scratch.write('home/.aws/credentials', `[dev]\n${keys}`)
  const env = {
    CLAUDE_CODE_USE_BEDROCK: '1',
    ANTHROPIC_BEDROCK_BASE_URL: bedrock.emulator.url,
    AWS_PROFILE: 'dev',
    AWS_REGION: region,
  }
  bench.scratch.write('home/.claude/settings.json', JSON.stringify({ env }))
  const { code, out, err } = await bench.warmkey('init', '--yes')
  expect({ code, err, out }).toEqual({ code: 0, err: '', out: expect.stringContaining('/inference-profiles with 200') })
  expect(bench.bytes()).toContain('"type": "aws", "profile": "dev"')
  expect(bench.bytes()).toContain(`"dialect": "bedrock", "region": "${region}"`)
  expect(bench.bytes()).not.toContain(accessKeyId)
})

test('what does not work is not written, and can be', async () => {
  using bench = withHelper()
  bench.scratch.write('home/key', 'fake-key-2-0123456789abcdef\n')
  const { code, err } = await bench.warmkey('init', '--yes')
  expect([code, bench.bytes()]).toEqual([1, null])
  expect(err).toContain('The credential was tried, and nothing was written. The API answered GET /v1/models with 401')
  const json = await bench.warmkey('init', '--yes', '--json')
  expect(JSON.parse(json.out)).toMatchObject({
    version: 1,
    outcome: 'refused',
    remedy: expect.stringContaining('--no-try'),
  })
  expect((await bench.warmkey('init', '--yes', '--no-try')).code).toBe(0)
  expect(bench.bytes()).toContain('cat ~/key')
})

test('--json lists and changes nothing; without a terminal somebody has to say yes', async () => {
  using bench = withHelper()
  const { out } = await bench.warmkey('init', '--json')
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    file: bench.file,
    candidates: [{ id: 'claude-code:helper', name: 'work', needs: [], existing: null }],
  })
  const asked = await bench.warmkey('init')
  expect([asked.code, asked.out]).toEqual([
    2,
    expect.stringContaining('apiKeyHelper of Claude Code (~/.claude/settings'),
  ])
  expect(asked.err).toContain('--yes takes "apiKeyHelper of Claude Code"')
  expect(bench.bytes()).toBeNull()
})

test('where nothing is found it says what to type next', async () => {
  using bench = profileBench()
  const { code, out } = await bench.warmkey('init', '--yes')
  expect([code, bench.bytes()]).toEqual([1, null])
  expect(out).toContain("warmkey profile add work --command 'program that prints it'")
  expect((await bench.warmkey('init', '--json')).code).toBe(1)
})

needs('tmux')('a person chooses with arrow keys, sees it tried, and says yes', async () => {
  using bench = withHelper()
  const { scratch } = bench
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: scratch.path('home'),
    XDG_STATE_HOME: scratch.path('state'),
    VAULT_ADDR: 'https://vault.example:8200',
  }
  await using terminal = await openTerminal(scratch, { env, cwd: scratch.path('project') })
  await terminal.line(`${warmkey} init`)
  const first = await terminal.shows('What should warmkey keep?')
  expect(first).toContain('● apiKeyHelper of Claude Code (~/.claude/settings.json)')
  expect(first).toContain('○ Secret in Vault at https://vault.example:8200')
  await terminal.press('Down')
  await terminal.shows(/● Secret in Vault/)
  await terminal.press('Up', 'Enter')
  await terminal.shows('Name of the profile')
  await terminal.press('Enter')
  const asked = await terminal.shows(`Write this to ${bench.file}?`)
  expect(asked).toContain('The API answered GET /v1/models with 200.')
  expect(asked).not.toContain(key)
  await terminal.type('y')
  await terminal.shows('Use it:      warmkey run -- claude')
  expect(readFileSync(bench.file, 'utf8')).toContain('"command": "cat ~/key"')
})

needs('tmux')('Ctrl-C while it is tried ends what was started and writes nothing', async () => {
  using bench = withHelper('echo $$ > ~/pid; sleep 1000')
  const { scratch } = bench
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: scratch.path('home'),
    XDG_STATE_HOME: scratch.path('state'),
  }
  await using terminal = await openTerminal(scratch, { env, cwd: scratch.path('project') })
  await terminal.line(`${warmkey} init; echo "code $?"`)
  await terminal.shows('What should warmkey keep?')
  await terminal.press('Enter')
  await terminal.shows('Name of the profile')
  await terminal.press('Enter')
  await terminal.shows('Trying it')
  await until(() => /\d\n/.test(scratch.read('home/pid')))
  await terminal.press('C-c')
  await terminal.shows('code 2')
  const pid = Number(scratch.read('home/pid'))
  await until(() => !isRunning(pid))
  expect(bench.bytes()).toBeNull()
})
