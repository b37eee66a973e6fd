/**
 * `warmkey check` where nobody sits: a build, a pipeline, cron. One line and an exit code, from an empty environment, within
 * a time that is known, and never a key.
 */
import { expect, test } from 'bun:test'
import { tmpdir } from 'node:os'
import { type DoctorWorld, doctorWorld } from '../kit/doctor-world.ts'
import { warmkey } from '../kit/living-client.ts'

/** With this environment alone: no HOME, no PATH, no terminal. */
async function bare(env: Record<string, string>, ...args: string[]) {
  const child = Bun.spawn([warmkey, 'check', ...args], {
    env,
    cwd: tmpdir(),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  return { out, err, code }
}

/** What is not well-formed in this XML; `null` when it is whole. */
function faultIn(text: string): string | null {
  const open: string[] = []
  const rest = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
  const token =
    /<(\/?)(\w+)((?: \w+="(?:[^<>&"]|&(?:amp|lt|gt|quot|#\d+);)*")*)(\/?)>|(?:[^<>&]|&(?:amp|lt|gt|quot|#\d+);)+/gy
  for (let at = 0; at < rest.length; at = token.lastIndex) {
    token.lastIndex = at
    const found = token.exec(rest)
    if (found === null) return rest.slice(at, at + 80)
    const [, closing, name, , alone] = found
    if (name === undefined || alone === '/') continue
    if (closing === '') open.push(name)
    else if (open.pop() !== name) return `</${name}> closes another`
  }
  return open.length === 0 ? null : `<${open.join('><')}> is not closed`
}

const ofShell = ({ env: { ANTHROPIC_BASE_URL = '', ANTHROPIC_AUTH_TOKEN = '' } }: DoctorWorld) => ({
  ANTHROPIC_BASE_URL,
  ANTHROPIC_AUTH_TOKEN,
})

test('cron: an empty environment, silence when all holds, one line when it does not', async () => {
  await using world = await doctorWorld()
  const good = ofShell(world)
  expect(await bare(good, '--quiet')).toEqual({ out: '', err: '', code: 0 })
  expect(await bare(good)).toMatchObject({ out: expect.stringMatching(/^ok: [^\n]+\n$/), err: '', code: 0 })
  const bad = await bare({ ...good, ANTHROPIC_AUTH_TOKEN: `${world.key.slice(0, -6)}FaKeNo` }, '--quiet')
  expect(bad.out).not.toContain('FaKeNo')
  expect(bad).toMatchObject({ out: expect.stringMatching(/^failed: [^\n]+\n$/), err: '', code: 1 })
  expect(await bare({})).toMatchObject({ out: expect.stringMatching(/^failed: No key/), err: '', code: 1 })
})

test('GitHub Actions: an annotation without being asked, and text where that is asked for', async () => {
  await using world = await doctorWorld()
  const env = { ...ofShell(world), GITHUB_ACTIONS: 'true', ANTHROPIC_AUTH_TOKEN: 'made-up-and-dead-100%' }
  expect((await bare(env)).out).toMatch(/^::error title=warmkey check::[^\n]+\n$/)
  expect((await bare(env, '--format', 'text')).out).toMatch(/^failed: /)
  expect((await bare(env)).out).not.toContain('dead-100')
})

test('a test report that XML takes, and JSON of a form that stays', async () => {
  await using world = await doctorWorld()
  const good = ofShell(world)
  for (const env of [good, { ...good, ANTHROPIC_AUTH_TOKEN: 'made-up <dead> & "gone"' }, {}]) {
    const { out } = await bare(env, '--format', 'junit')
    expect(faultIn(out)).toBeNull()
    expect(out).toMatch(/<testsuite name="warmkey check" tests="\d+" failures="\d" errors="0" skipped="\d+">/)
    const json = JSON.parse((await bare(env, '--format', 'json')).out) as object
    expect(Object.keys(json)).toEqual(['schema', 'ok', 'shown', 'failed'])
  }
})

test('an endpoint that takes the connection and says nothing is not waited for', async () => {
  await using world = await doctorWorld()
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Promise<Response>(() => {}) })
  world.keep(() => server.stop(true))
  const { code, out } = await bare({ ...ofShell(world), ANTHROPIC_BASE_URL: `http://127.0.0.1:${server.port}` })
  expect([code, out]).toEqual([1, expect.stringMatching(/takes the connection and says nothing/)])
}, 30_000)

test('every profile in a line of its own, and one that hangs or fails does not hide the others', async () => {
  await using world = await doctorWorld()
  const upstream = { url: world.upstream.url }
  const profiles = {
    work: { source: { type: 'env', name: 'KEY' }, upstream },
    gone: { source: { type: 'file', path: world.scratch.path('no-such-key') }, upstream },
    dead: { source: { type: 'env', name: 'DEAD' }, upstream },
  }
  world.scratch.write('config/warmkey/config.jsonc', JSON.stringify({ default: 'work', profiles }))
  Object.assign(world.env, { KEY: world.key, DEAD: 'made-up-and-dead' })
  const { code, out } = await world.run('check', '--all')
  expect([code, out.trimEnd().split('\n')]).toEqual([
    1,
    [
      expect.stringMatching(/^ok: work: /),
      expect.stringMatching(/^failed: gone: .*no-such-key/),
      expect.stringMatching(/^failed: dead: /),
    ],
  ])
  expect(out).not.toContain('made-up-and-dead')
  const junit = await world.run('check', '--all', '--format', 'junit')
  expect(faultIn(junit.out)).toBeNull()
  const json = JSON.parse((await world.run('check', '--all', '--format', 'json')).out) as {
    profiles: { ok: boolean }[]
  }
  expect(json.profiles.map(({ ok }) => ok)).toEqual([true, false, false])
  expect((await world.run('check', '--all', '--profile', 'work')).code).toBe(2)
  const who = await world.run('whoami', '--all', '--json')
  const said = JSON.parse(who.out) as { schema: number; profiles: { profile: string; outcome: string }[] }
  expect([who.code, said.schema, said.profiles.map(({ outcome }) => outcome)]).toEqual([
    1,
    1,
    ['answered', 'refused', 'refused'],
  ])
}, 30_000)

test('a configuration that is broken is said once, for whoami and check alike', async () => {
  await using world = await doctorWorld()
  world.scratch.write('config/warmkey/config.jsonc', '{ "profiles": { "work": { "source": 5 } } }')
  for (const command of ['whoami', 'check'])
    expect(await world.run(command, '--all')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/config\.jsonc:1:\d+: profiles\.work/),
    })
})
