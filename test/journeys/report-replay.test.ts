/**
 * A failure happens to the real Claude Code under `run`, in a script's world: no daemon, no configuration, no terminal. It
 * is explained afterwards, goes into a report, and support has it again from there: the same client sees the same refusal.
 */
import { afterAll, describe, expect, test } from 'bun:test'
import { createServer } from 'node:net'
import { startEmulator } from '../../emulator/emulator.ts'
import { placesOf } from '../../src/daemon/places.ts'
import { privateDirectory } from '../../src/daemon/state-directory.ts'
import { claudeBinary } from '../kit/clients.ts'
import { type DoctorWorld, doctorWorld } from '../kit/doctor-world.ts'
import { warmkey } from '../kit/living-client.ts'
import { needsClaude } from '../kit/parts.ts'

const version = '2.1.329'
const upstream = await startEmulator()
afterAll(() => upstream.close())

const refusals = {
  'a scope that is missing': {
    status: 403,
    type: 'permission_error',
    message: 'OAuth token does not meet scope requirement user:profile',
  },
  'an account without credit': {
    status: 400,
    type: 'invalid_request_error',
    message: 'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade.',
  },
  'a refusal that nobody knows': { status: 403, type: 'corp_says_no', message: 'Ask the portal of llm.corp.test.' },
  'a key that is not known': { status: 401, type: 'authentication_error', message: 'invalid x-api-key' },
} as const

/** What the client prints under `run`. */
async function promptUnderRun(world: DoctorWorld, url: string) {
  const env = {
    ...world.env,
    ANTHROPIC_BASE_URL: url,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_MAX_RETRIES: '0',
  }
  const client = claudeBinary(version) ?? ''
  const child = Bun.spawn([warmkey, 'run', '--', client, '-p', 'ping', '--model', 'claude-sonnet-5'], {
    env,
    cwd: world.scratch.path('project'),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  return { out, err, code }
}

describe('a failed request is had again', () => {
  for (const [name, { status, type, message }] of Object.entries(refusals))
    needsClaude(version)(
      name,
      async () => {
        await using world = await doctorWorld()
        const { scratch } = world
        upstream.unscript()
        const body = JSON.stringify({ type: 'error', error: { type, message } })
        const headers = { 'content-type': 'application/json' }
        upstream.script({ kind: 'response', status, headers, body }, Infinity, () => true)
        const first = await promptUnderRun(world, upstream.url)
        expect(first.code).toBe(1)

        const told = await world.run('explain', '--last', '--json')
        expect(told.err).toBe('')
        expect(JSON.parse(told.out)).toMatchObject({ schema: 1 })
        world.env.ANTHROPIC_BASE_URL = world.upstream.url
        const made = await world.run('report', '--yes', '--offline', '--hide-hosts', '--output', 'r.tar.gz')
        expect([made.code, made.out]).toEqual([
          0,
          expect.stringMatching(/cases\/[\w-]+\.json .* warmkey emulate --case/),
        ])
        // As support does it, with what every system has.
        await Bun.$`tar xzf r.tar.gz`.cwd(scratch.path('project')).quiet()
        const cases = [...new Bun.Glob('*.json').scanSync(scratch.path('project/warmkey-report/cases'))]
        expect(cases).toHaveLength(1)
        const emulating = Bun.spawn(
          [warmkey, 'emulate', '--json', '--case', scratch.path(`project/warmkey-report/cases/${cases[0]}`)],
          { env: world.env, stdin: 'ignore', stdout: 'pipe', stderr: 'ignore' },
        )
        const line = await emulating.stdout.getReader().read()
        const { url } = JSON.parse(new TextDecoder().decode(line.value).split('\n')[0] ?? '') as { url: string }
        const again = await promptUnderRun(world, url)
        emulating.kill()
        await emulating.exited
        const hidden = (text: string) => text.replaceAll('llm.corp.test', 'host')
        expect({ ...again, out: hidden(again.out) }).toEqual({ ...first, out: hidden(first.out) })
      },
      30_000,
    )
})

test('a daemon that breaks off is not taken for one without failures', async () => {
  await using world = await doctorWorld()
  const place = { env: world.env, home: world.scratch.path('home'), platform: process.platform }
  const { runtime, socket } = placesOf(place)
  privateDirectory(runtime, process.platform)
  const server = createServer((connection) => connection.destroy())
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  world.keep(() => void server.close())
  const { code, out } = await world.run('report', '--yes', '--offline', '--output', 'r.tar.gz')
  expect([code, out]).toEqual([0, expect.stringContaining('did not say which requests have failed')])
  const text = await Bun.$`tar xzOf r.tar.gz warmkey-report/README.txt`.cwd(world.scratch.path('project')).text()
  expect(text).toContain('did not say which requests have failed')
  const json = JSON.parse((await world.run('report', '--json', '--offline')).out) as { notes: string[] }
  expect(json.notes.join(' ')).toContain('did not say which requests have failed')
  expect(await world.run('explain', '--last')).toMatchObject({ code: 2, err: expect.stringContaining('does not say') })
})

test('what is in it is shown without writing, and a directory is a place to write it to', async () => {
  await using world = await doctorWorld()
  const listed = await world.run('report', '--list', '--offline')
  expect([listed.code, listed.out]).toEqual([0, expect.stringMatching(/doctor\.json .*\n(.*\n)*.*--hide-hosts/)])
  const asked = await world.run('report', '--offline')
  expect([asked.code, asked.out, asked.err]).toEqual([2, listed.out, expect.stringContaining('warmkey report --yes')])
  world.scratch.write('project/there/readme', '')
  const { out } = await world.run('report', '--offline', '--yes', '--output', 'there')
  expect(out).toMatch(/Written: .*\/there\/warmkey-report-\d{8}T\d{6}\.tar\.gz/)
})
