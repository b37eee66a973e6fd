import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { otherAddress } from './other-addresses.ts'

async function found(base: string, real: string): Promise<{ address: string | null; keys: unknown[] }> {
  const keys: unknown[] = []
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: ({ url, headers }) => {
      keys.push(headers.get('authorization'))
      return new URL(url).pathname === `${real}/v1/messages`
        ? Response.json({ type: 'error' }, { status: 401 })
        : new Response('404 page not found', { status: 404 })
    },
  })
  const origin = `http://127.0.0.1:${server.port}`
  const bench = createBench({
    world: paperWorld({ env: { ANTHROPIC_BASE_URL: origin + base, ANTHROPIC_AUTH_TOKEN: 'made-up' } }),
    clock: systemClock,
    config: { kind: 'absent', file: '' },
    args: [],
    model: null,
    spend: false,
  })
  const address = await otherAddress(bench, new AbortController().signal)
  await server.stop(true)
  return { address: address?.replace(origin, '') ?? null, keys }
}

test('beside it, behind it, or at the root, and no key is sent', async () => {
  for (const [base, real] of [
    ['', '/anthropic'],
    ['/team-a', '/team-a/anthropic'],
    ['/wrong', ''],
    ['/openai', '/api/anthropic'],
  ] as const) {
    const { address, keys } = await found(base, real)
    expect(address).toBe(real)
    expect(new Set(keys)).toEqual(new Set([null]))
  }
  expect((await found('', '/elsewhere')).address).toBeNull()
})
