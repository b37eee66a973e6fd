import { expect, test } from 'bun:test'
import { daemonHome } from '../../../test/kit/daemon-home.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import type { WarmkeyContext } from '../context.ts'
import { down, quickStatusline } from './quick.ts'

/** What is printed with this environment. */
async function printed(env: Record<string, string>, home: string): Promise<string> {
  let text = ''
  const stdout = {
    isTTY: false,
    columns: 80,
    write: (part: string) => {
      text += part
    },
  }
  await quickStatusline({ env, home, platform: process.platform, process: { stdout } } as unknown as WarmkeyContext)
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
