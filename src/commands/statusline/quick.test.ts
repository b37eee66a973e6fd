import { expect, test } from 'bun:test'
import { mkdirSync } from 'node:fs'
import { daemonHome } from '../../../test/kit/daemon-home.ts'
import { createFakeClock } from '../../../test/kit/fake-clock.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { type Clock, systemClock } from '../../clock.ts'
import type { WarmkeyContext } from '../context.ts'
import { down, quickStatusline } from './quick.ts'

/** What is printed with this environment. */
async function printed(env: Record<string, string>, home: string, clock: Clock = systemClock): Promise<string> {
  let text = ''
  const stdout = {
    isTTY: false,
    columns: 80,
    write: (part: string) => {
      text += part
    },
  }
  const platform = process.platform
  await quickStatusline({ env, home, platform, clock, process: { stdout } } as unknown as WarmkeyContext)
  return text
}

test('without a daemon it says what to type', async () => {
  using scratch = makeScratch()
  expect(await printed({ XDG_STATE_HOME: scratch.root }, scratch.root)).toBe(`${down}\n`)
})

test('with one it is one line, from the program as from the function', async () => {
  await using home = daemonHome()
  home.configure({
    listen: { port: 0 },
    profiles: { work: { source: { type: 'env', name: 'KEY' }, upstream: { url: 'https://a.example' } } },
  })
  await home.warmkey('up')
  const line = 'warmkey work · asks at the next request\n'
  expect(await printed(home.env, home.scratch.path('home'))).toBe(line)
  expect(await home.warmkey('statusline')).toEqual({ code: 0, out: line, err: '' })
})

test('one that hangs is waited for no longer than a second', async () => {
  using scratch = makeScratch()
  mkdirSync(scratch.path('warmkey'), { mode: 0o700 })
  const asked = Promise.withResolvers<void>()
  const unix = scratch.path('warmkey/control.sock')
  const silent = Bun.listen({ unix, socket: { data: () => asked.resolve() } })
  const clock = createFakeClock()
  const line = printed({ XDG_STATE_HOME: scratch.root }, scratch.root, clock)
  await asked.promise
  await clock.advance(1_000)
  expect(await line).toBe('warmkey does not answer: warmkey status\n')
  silent.stop(true)
})
