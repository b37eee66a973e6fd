/** Somebody asks for help: a report with every secret kept out of it, and support that sees the same refusal from it. */
import { expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { unpacked } from '../../src/commands/report/archive.ts'
import { filesUnder, leaksIn, makeCanary } from '../kit/canary.ts'
import { daemonHome } from '../kit/daemon-home.ts'
import { freePort, lastingKey, prompt, running } from '../kit/daemon-story.ts'

/** What a terminal or JSON can carry; a header cannot carry the rest. */
const planted = (name: string) => makeCanary(name).replace(/[^\w+/=-]/g, '')

test('a report holds no secret that lies anywhere near, and its failures are to be had again', async () => {
  const names = [
    'upstream',
    'shell',
    'settings',
    'project',
    'helper',
    'login',
    'proxy',
    'query',
    'custom',
    'fix',
    'history',
  ]
  const secrets: Record<string, string> = Object.fromEntries(names.map((name) => [name, planted(name)]))
  const secret = (name: string) => secrets[name] ?? ''
  // An API that repeats in its refusal what it was given.
  const api = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) =>
      Response.json(
        {
          type: 'error',
          error: {
            type: 'permission_error',
            message: `OAuth token does not meet scope requirement user:profile (${request.headers.get('authorization')}, ${request.headers.get('x-api-key')})`,
          },
        },
        { status: 403 },
      ),
  })
  const url = `http://127.0.0.1:${api.port}`
  const env = {
    KEY: secret('upstream'),
    ANTHROPIC_AUTH_TOKEN: secret('shell'),
    ANTHROPIC_BASE_URL: `${url}/base?key=${secret('query')}`,
    ANTHROPIC_CUSTOM_HEADERS: `x-corp: ${secret('custom')}`,
    HTTPS_PROXY: `http://ann:${secret('proxy')}@127.0.0.1:9`,
    NO_PROXY: '127.0.0.1,localhost',
  }
  await using home = daemonHome({ env })
  const { scratch } = home
  const settings = (key: string, more: object = {}) =>
    JSON.stringify({ env: { ANTHROPIC_API_KEY: secret(key) }, ...more })
  scratch.write('home/.claude/settings.json', settings('settings', { apiKeyHelper: `echo ${secret('helper')}` }))
  scratch.write('project/.claude/settings.json', settings('project', { apiKeyHelper: `curl -u x:${secret('helper')}` }))
  const tokens = { accessToken: secret('login'), refreshToken: secret('login'), expiresAt: 1 }
  scratch.write('home/.claude/.credentials.json', JSON.stringify({ claudeAiOauth: tokens }))
  scratch.write('home/.bash_history', `export ANTHROPIC_API_KEY=sk-ant-api03-${secret('history')}\n`)
  scratch.write('project/.claude/settings.local.json', `{ "model": "sonnet", "note": "${secret('fix')}", }`)
  const port = freePort()
  const source = { type: 'env', name: 'KEY' }
  home.configure({ default: 'work', listen: { port }, profiles: { work: { source, upstream: { url } } } })
  await home.warmkey('up')
  await running(home)
  const failed = await prompt(`http://127.0.0.1:${port}`, lastingKey(home))
  await failed.text()
  const id = failed.headers.get('x-warmkey-exchange') ?? ''
  // The journal keeps every byte of what was mended.
  await home.warmkey('doctor', '--fix', '--yes', '--only', 'settings-files')

  const made = await home.warmkey('report', '--yes')
  expect([made.code, made.err]).toEqual([0, expect.stringContaining('Looking')])
  const [archive = ''] = readdirSync(scratch.path('project')).filter((name) => name.endsWith('.tar.gz'))
  const bytes = await Bun.file(scratch.path(`project/${archive}`)).bytes()
  const entries = (await unpacked(bytes)) ?? []
  const places = new Map<string, Uint8Array | string>([
    ['the archive', bytes],
    ['the archive, unzipped', Bun.gunzipSync(new Uint8Array(bytes))],
    ['stdout', made.out],
    ['stderr', made.err],
    ...entries.map(({ name, text }) => [name, text] as const),
  ])
  expect(leaksIn(places, secrets)).toEqual([])
  expect(leaksIn(places, { local: lastingKey(home) })).toEqual([])
  // They do lie near: the search finds them where they were put.
  expect(leaksIn(filesUnder(scratch.path('home')), secrets).length).toBeGreaterThan(0)

  const json = (name: string) => JSON.parse(entries.find((each) => each.name === name)?.text ?? 'null')
  expect(json('failures.json')).toMatchObject([{ exchange: id, status: 403, card: { id: 'anthropic-scope-missing' } }])
  expect(json('journal.json')).toMatchObject([{ check: 'settings-files', outcome: 'kept' }])
  expect(json('status.json').profiles).toMatchObject([{ name: 'work', upstream: url, counts: { requests: 1 } }])
  expect(json('versions.json').signsInWith).toBe('ANTHROPIC_AUTH_TOKEN')
  await api.stop(true)

  // Support, on a machine of its own: the same refusal, and the same explanation of it.
  const emulating = home.start('emulate', '--json', '--case', archive)
  const first = await emulating.stdout.getReader().read()
  const listening = JSON.parse(new TextDecoder().decode(first.value).split('\n')[0] ?? '')
  const again = await prompt(listening.url, 'whatever')
  const text = await again.text()
  expect([again.status, leaksIn(new Map([['the replay', text]]), secrets)]).toEqual([403, []])
  emulating.kill()
  await emulating.exited
  const said = JSON.parse((await home.warmkey('explain', '--json', '--status', '403', text)).out)
  expect(said.root).toBe('anthropic-scope-missing')
}, 30_000)
