import { describe, expect, test } from 'bun:test'
import { until } from '../../../test/kit/until.ts'
import { systemClock } from '../../clock.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { type EmulateFlags, emulate } from './emulate.ts'

function start(flags: Partial<EmulateFlags>) {
  const end = new AbortController()
  let screen = ''
  const stdout = {
    write(text: string) {
      screen += text
    },
    isTTY: false,
    columns: 80,
  }
  const context: WarmkeyContext = {
    process: { stdout, stderr: stdout, stdin: { isTTY: false } },
    env: {},
    cwd: '/',
    home: '/nowhere',
    platform: 'linux',
    pid: process.pid,
    clock: systemClock,
    version: '0.0.0',
    onEnd: () => end.signal,
  }
  const done = emulate.call(context, { json: false, ...flags })
  const lines = () => screen.split('\n').filter(Boolean)
  return {
    done,
    screen: () => screen,
    lines,
    events: () => lines().map((line) => JSON.parse(line)),
    async url() {
      await until(() => screen.includes('http://'))
      return /http:\/\/127\.0\.0\.1:\d+/.exec(screen)?.[0] ?? ''
    },
    async end() {
      end.abort()
      await done
    },
  }
}

async function ask(url: string, key: string): Promise<number> {
  const { status } = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'claude-sonnet-5',
      max_tokens: 8,
      messages: [{ role: 'user', content: 'good day' }],
    }),
  })
  return status
}

describe('the emulator', () => {
  test('says where it is and what to type, then each request, then what came of them', async () => {
    const running = start({ accept: ['sk-made-up'], script: ['overloaded'] })
    const url = await running.url()
    expect(running.screen()).toContain(`The API, as strict as the real one: ${url}\n`)
    expect(running.screen()).toContain('It accepts sk-made-up (dc2ba618) for ever.\n')
    expect([await ask(url, 'sk-made-up'), await ask(url, 'sk-made-up'), await ask(url, 'sk-other')]).toEqual([
      529, 200, 401,
    ])
    await until(() => running.lines().some((line) => line.includes('invalid x-api-key')))
    const requests = running.lines().filter((line) => /^\d\d:\d\d:\d\d /.test(line))
    expect(requests.map((line) => line.slice(10))).toEqual([
      '529  dc2ba618  POST /v1/messages  Overloaded',
      '200  dc2ba618  POST /v1/messages',
      '401  3dcad332  POST /v1/messages  invalid x-api-key',
    ])
    await running.end()
    expect(running.screen()).toEndWith(
      '\n3 requests: 1 answered, 2 refused (1 with 401, 1 with 529).\nBy key: dc2ba618 2, 3dcad332 1.\n',
    )
    await expect(fetch(url)).rejects.toThrow()
  })

  test.skipIf(Bun.which('curl') === null)(
    'prints an example that can be pasted into a shell, and is answered',
    async () => {
      const running = start({})
      await running.url()
      const command = running
        .screen()
        .slice(running.screen().indexOf('curl'), running.screen().indexOf('\n\n  ANTHROPIC'))
      const curl = Bun.spawn(['/bin/sh', '-c', command.replace('curl', 'curl -s --noproxy "*"')], { stdout: 'pipe' })
      expect(await curl.stdout.json()).toMatchObject({ content: [{ type: 'text', text: 'You said: good day' }] })
      await running.end()
    },
  )

  test('tells a program each thing in a line of JSON', async () => {
    const running = start({ json: true, life: '1h' })
    const url = await running.url()
    const [listening] = running.events()
    expect(listening).toEqual({
      version: 1,
      type: 'listening',
      url,
      keys: [
        {
          key: expect.stringMatching(/^sk-emulated-[0-9a-f]{24}$/),
          fingerprint: expect.any(String),
          lifeMs: 3_600_000,
        },
      ],
    })
    expect(await ask(url, listening.keys[0].key)).toBe(200)
    expect(await ask(url, 'sk-other')).toBe(401)
    await until(() => running.lines().length === 3)
    await running.end()
    const [, first, second, summary] = running.events()
    expect(first).toMatchObject({
      type: 'request',
      status: 200,
      refusal: null,
      brokenOff: false,
      model: 'claude-sonnet-5',
    })
    expect(first.credentials).toEqual([{ header: 'x-api-key', fingerprint: listening.keys[0].fingerprint }])
    expect(second).toMatchObject({ type: 'request', status: 401, refusal: 'invalid x-api-key' })
    expect(summary).toMatchObject({ type: 'summary', requests: 2, answered: 1, refused: { '401': 1 }, brokenOff: 0 })
  })

  test('refuses in the words that were chosen once the life of a key is over', async () => {
    const running = start({ accept: ['sk-made-up'], life: '1ms', wording: ['databricks-invalid-token'] })
    const url = await running.url()
    await until(async () => (await ask(url, 'sk-made-up')) === 403)
    await until(() => running.screen().includes('403  dc2ba618  POST /v1/messages  Invalid Token'))
    await running.end()
  })
})

test('what cannot be is refused in a sentence, before anything listens', async () => {
  const refusal = async (flags: Partial<EmulateFlags>) => {
    const thrown = await start(flags).done.catch((error: unknown) => error)
    if (!(thrown instanceof WarmkeyError)) throw new Error('It was taken.')
    return `${thrown.code}: ${thrown.message}`
  }
  expect(await refusal({ port: '70000' })).toBe('usage: "70000" is no port.')
  expect(await refusal({ port: '-1' })).toBe('usage: "-1" is no port.')
  expect(await refusal({ life: '60' })).toBe('usage: "60" is no time that a key could live.')
  expect(await refusal({ life: '0s' })).toBe('usage: "0s" is no time that a key could live.')
  for (const key of ['', 'a b', 'ä', 'a\n'])
    expect(await refusal({ accept: [key] })).toStartWith('usage: A key for --accept holds')
  expect(await refusal({ wording: ['x'] })).toBe('usage: There is no wording "x".')
  expect(await refusal({ script: ['x'] })).toBe('usage: There is no answer "x" to be scripted.')
  const other = start({})
  const port = new URL(await other.url()).port
  expect(await refusal({ port })).toBe(`port-in-use: Port ${port} of 127.0.0.1 cannot be listened on.`)
  await other.end()
})
