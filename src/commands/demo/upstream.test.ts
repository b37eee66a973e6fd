import { afterEach, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import Anthropic, { APIError } from '@anthropic-ai/sdk'
import { createFakeClock } from '../../../test/kit/fake-clock.ts'
import { type DemoUpstream, model, startUpstream } from './upstream.ts'

const upstreams: DemoUpstream[] = []
afterEach(async () => {
  for (const upstream of upstreams.splice(0)) await upstream.close()
})

async function start(keyLifeMs: number | null) {
  const clock = createFakeClock()
  const upstream = await startUpstream({ keyLifeMs, clock })
  upstreams.push(upstream)
  const ask = async (authToken: string): Promise<number> => {
    try {
      const sdk = new Anthropic({ baseURL: upstream.url, authToken, maxRetries: 0 })
      await sdk.messages.create({ model, max_tokens: 8, messages: [{ role: 'user', content: 'good day' }] })
      return 200
    } catch (thrown) {
      if (thrown instanceof APIError) return thrown.status ?? 0
      throw thrown
    }
  }
  return { upstream, clock, ask }
}

test('the mint command is a program that prints a key which is accepted, a new one each time', async () => {
  const { upstream, ask } = await start(null)
  const run = async () => {
    // A proxy in the environment must not come between the program and loopback.
    const env = { HTTP_PROXY: 'http://127.0.0.1:1', http_proxy: 'http://127.0.0.1:1' }
    const child = Bun.spawn([upstream.mintCommand], { env, stdout: 'pipe', stderr: 'inherit' })
    expect(await child.exited).toBe(0)
    return (await child.stdout.text()).trim()
  }
  const [first, second] = [await run(), await run()]
  expect(first).toStartWith('sk-demo-')
  expect(second).not.toBe(first)
  expect([await ask(first), await ask(second), await ask('sk-demo-other')]).toEqual([200, 200, 401])
  expect(upstream.counted()).toEqual({ requests: 3, keyRuns: 2 })
  upstream.mark()
  expect(upstream.counted()).toEqual({ requests: 0, keyRuns: 0 })
})

test('keys die by the clock, or all at once', async () => {
  const { upstream, clock, ask } = await start(1000)
  const key = upstream.mint()
  expect(upstream.lastEndMs()).toBe(clock.nowMs() + 1000)
  await clock.advance(999)
  expect(await ask(key)).toBe(200)
  await clock.advance(1)
  expect(await ask(key)).toBe(403)

  const forever = await start(null)
  const other = forever.upstream.mint()
  expect(forever.upstream.lastEndMs()).toBeNull()
  expect(await forever.ask(other)).toBe(200)
  forever.upstream.expireAll()
  expect([await forever.ask(other), await forever.ask(forever.upstream.mint())]).toEqual([403, 200])
})

test('a permission is taken from old keys and new ones, and brings no dead key back to life', async () => {
  const { upstream, clock, ask } = await start(1000)
  const dead = upstream.mint()
  await clock.advance(1000)
  const old = upstream.mint()
  upstream.permit(false)
  expect([await ask(old), await ask(upstream.mint())]).toEqual([403, 403])
  upstream.permit(true)
  expect([await ask(old), await ask(dead)]).toEqual([200, 403])
  await clock.advance(1000)
  expect(await ask(old)).toBe(403)
})

test('nothing is left when it is closed', async () => {
  const { upstream } = await start(null)
  expect(existsSync(upstream.mintCommand)).toBe(true)
  await upstream.close()
  expect(existsSync(upstream.directory)).toBe(false)
  await expect(fetch(upstream.url)).rejects.toThrow()
})
