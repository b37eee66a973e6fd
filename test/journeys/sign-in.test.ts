/**
 * A source that needs a person now and then: said in time by status, status line and desktop, and in words to whoever
 * comes too late.
 */
import { afterAll, expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { systemClock } from '../../src/clock.ts'
import { openKeyStore } from '../../src/daemon/key-store.ts'
import { timeOfDay } from '../../src/daemon/sign-in.ts'
import { openLocalKey } from '../../src/gateway/local-keys.ts'
import { type DaemonHome, daemonHome } from '../kit/daemon-home.ts'
import { shellHelper } from '../kit/helper-script.ts'
import { until } from '../kit/until.ts'

const upstream = await startEmulator()
afterAll(() => upstream.close())

/** A key command that says until when somebody has to sign in, and fails when it is asked again; a desktop that notes. */
function homeOf(deadlineMs: number): DaemonHome {
  const home = daemonHome({ env: { DISPLAY: ':0' } })
  const { scratch } = home
  upstream.accept('fake-key-1-0123456789')
  const answer = JSON.stringify({ access_token: 'fake-key-1-0123456789', sign_in_before: deadlineMs })
  const helper = shellHelper(
    scratch,
    `[ -e '${scratch.path('asked')}' ] && exit 1\n: > '${scratch.path('asked')}'\necho '${answer}'`,
  )
  scratch.write('bin/notify-send', `#!/bin/sh\nprintf '%s\\n' "$3" "$4" >> '${scratch.path('notices')}'\n`, 0o700)
  home.env.PATH = `${scratch.path('bin')}:${home.env.PATH}`
  home.configure({
    listen: { port: 0 },
    profiles: {
      work: {
        source: { type: 'command', command: helper.path, signIn: 'corp login' },
        upstream: { url: upstream.url },
      },
    },
  })
  return home
}

async function prompt(home: DaemonHome): Promise<Response> {
  const places = { state: home.state, localKeys: `${home.state}/local-keys.json` }
  const { key } = openKeyStore(places, process.platform, systemClock).issue({ profile: 'work', holder: 'test' })
  return fetch(`${(await home.status())?.url}/v1/messages`, {
    method: 'POST',
    headers: {
      'x-api-key': openLocalKey(key),
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'user-agent': 'claude-cli/2.1.329',
    },
    body: JSON.stringify({
      model: 'claude-sonnet-4-5',
      max_tokens: 9,
      messages: [{ role: 'user', content: 'hello' }],
    }),
  })
}

test('in time: before when, and what to type', async () => {
  const deadlineMs = systemClock.nowMs() + 20 * 60_000
  await using home = homeOf(deadlineMs)
  await home.warmkey('up')
  expect((await prompt(home)).status).toBe(200)
  const before = timeOfDay(deadlineMs)
  expect((await home.warmkey('statusline')).out).toBe(`warmkey: sign in before ${before} (corp login)\n`)
  expect((await home.warmkey('status')).out).toContain(`  sign in     before ${before}: corp login\n`)
  await until(() => home.scratch.read('notices') !== '')
  expect(home.scratch.read('notices')).toBe(`warmkey: sign in before ${before}\nType: corp login\n`)
})

test('too late: the request is answered with what to type, once', async () => {
  await using home = homeOf(systemClock.nowMs() - 1_000)
  await home.warmkey('up')
  expect((await prompt(home)).status).toBe(200)
  upstream.wording('expired', 'databricks-invalid-token')
  upstream.expire('fake-key-1-0123456789')
  const answer = await prompt(home)
  expect(answer.status).toBe(424)
  expect(answer.headers.get('x-warmkey-reason')).toBe('source-needs-person')
  expect(await answer.text()).toContain('has ended. Sign in again, type: corp login')
  expect((await home.warmkey('statusline')).out).toBe('warmkey: sign in now (corp login)\n')
  expect((await home.warmkey('status')).code).toBe(1)
})
