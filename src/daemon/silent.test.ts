/** A daemon that is there and says nothing: the real program, held by SIGSTOP, and every command that asks it. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { readFileSync, writeFileSync } from 'node:fs'
import { capturedCommand } from '../../test/kit/captured-command.ts'
import { type DaemonHome, daemonHome } from '../../test/kit/daemon-home.ts'
import { hurriedClock } from '../../test/kit/hurried-clock.ts'
import { isRunning } from '../../test/kit/processes.ts'
import { until } from '../../test/kit/until.ts'
import { down } from '../commands/down/down.ts'
import { login } from '../commands/login/login.ts'
import { status } from '../commands/status/status.ts'
import { up } from '../commands/up/up.ts'
import { proveProfile } from '../commands/whoami/prove-profile.ts'
import { takePlace } from './one-of-us.ts'
import { placesOf } from './places.ts'
import { seeProcess } from './seen-process.ts'
import { daemonProcess, mustBeAwake } from './silent.ts'

let home: DaemonHome
let pid = 0
beforeAll(async () => {
  home = daemonHome()
  home.configure({
    listen: { port: 0 },
    profiles: { work: { source: { type: 'env', name: 'KEY' }, upstream: { url: 'https://a.example' } } },
  })
  await start()
})
afterAll(() => home[Symbol.asyncDispose]())

async function start(): Promise<void> {
  await home.warmkey('up')
  pid = (await home.status())?.pid ?? 0
}

async function stop(): Promise<void> {
  process.kill(pid, 'SIGSTOP')
  await until(() => seeProcess(pid, process.platform)?.stopped === true)
}

const seen = () => {
  const captured = capturedCommand(home.scratch, { env: home.env, clock: hurriedClock(100) })
  return { ...captured, context: { ...captured.context, home: home.scratch.path('home'), version: 'x' }, captured }
}

test('one that answers is awake, and is the process that it says', async () => {
  const { context } = seen()
  await mustBeAwake(context, hurriedClock(1))
  expect(daemonProcess(context)).toEqual({ pid, stopped: false })
})

describe('one that is stopped', () => {
  test.each([
    ['status', (context: ReturnType<typeof seen>['context']) => status.call(context, { watch: false, json: false })],
    ['up', (context: ReturnType<typeof seen>['context']) => up.call(context, { install: false })],
    ['whoami --profile', (context: ReturnType<typeof seen>['context']) => proveProfile(context, 'work')],
    [
      'serve',
      (context: ReturnType<typeof seen>['context']) =>
        takePlace({ place: context, startedBy: 'person', clock: context.clock }),
    ],
  ])('`%s` names it, and what lets it answer again', async (_, ask) => {
    await stop()
    await expect(ask(seen().context)).rejects.toMatchObject({
      code: 'daemon-silent',
      message: `The warmkey daemon, process ${pid}, is stopped and answers nobody.`,
      remedy: `Let it go on: kill -CONT ${pid}; or end it and start it anew: warmkey down && warmkey up`,
    })
  })

  test('`login` says it in its own way', async () => {
    await stop()
    const { context, captured } = seen()
    await login.call(context, { profile: 'work' })
    expect(captured.err).toContain(`process ${pid}, is stopped`)
  })

  test('it answers again after what was said', async () => {
    await stop()
    process.kill(pid, 'SIGCONT')
    expect((await home.status())?.pid).toBe(pid)
  })

  test('`down` touches no process that is not certainly this one', async () => {
    const { context, captured } = seen()
    const { card } = placesOf(context)
    const text = readFileSync(card, 'utf8')
    await stop()
    for (const wrong of [
      { processStart: '1' },
      { pid: process.ppid },
      { socket: '/nowhere' },
      { processStart: undefined },
    ]) {
      writeFileSync(card, JSON.stringify({ ...JSON.parse(text), ...wrong }))
      await expect(down.call(context, { uninstall: false })).rejects.toMatchObject({
        code: 'already-running',
        message: expect.stringContaining('so none was ended'),
      })
    }
    expect([seeProcess(pid, process.platform)?.stopped, captured.out]).toEqual([true, ''])
    writeFileSync(card, text)
  })

  test('`down` ends it, and `up` starts another', async () => {
    await stop()
    const { context, captured } = seen()
    await down.call(context, { uninstall: false })
    expect(captured.out).toMatch(
      new RegExp(`^warmkey has ended \\(process ${pid}\\)\\. It did not answer, so it was ended by SIG`),
    )
    const before = pid
    await until(() => !isRunning(before))
    await start()
    expect(pid).toBeGreaterThan(0)
    expect(pid).not.toBe(before)
  })
})
