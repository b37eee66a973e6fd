import { expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { paperWorld } from '../../test/kit/paper-world.ts'
import { systemClock } from '../clock.ts'
import { createBench } from './bench.ts'
import { causeOfStatus, isOutright, numberOfRefusal, tryOut } from './try-out.ts'

const { signal } = new AbortController()
const verdictOf = async (url: string, token: string) => {
  const env = { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKEN: token }
  const config = { kind: 'absent', file: '' } as const
  const bench = createBench({
    world: paperWorld({ env }),
    clock: systemClock,
    config,
    args: ['-p'],
    model: null,
    spend: false,
  })
  return tryOut(bench, await bench.sendable(signal), signal)
}

test('taken, refused with its card, or not known', async () => {
  const upstream = await startEmulator()
  upstream.accept('good')
  expect(await verdictOf(upstream.url, 'good')).toMatchObject({ kind: 'accepted', answer: { status: 200 } })
  expect(await verdictOf(upstream.url, 'bad')).toMatchObject({
    kind: 'refused',
    card: { cause: 'invalid-credential' },
  })
  upstream.script({ kind: 'response', status: 404, body: '{}' }, Number.POSITIVE_INFINITY, ({ path }) =>
    path.startsWith('/v1/models'),
  )
  expect(await verdictOf(upstream.url, 'good')).toMatchObject({
    kind: 'accepted',
    by: 'POST /v1/messages/count_tokens',
  })
  await upstream.close()
  expect(await verdictOf(upstream.url, 'good')).toMatchObject({ kind: 'unknown' })
})

test('what a refusal means that no card knows', () => {
  expect([401, 403, 418].map(causeOfStatus)).toEqual(['invalid-credential', 'permission', 'unknown'])
  expect([402, 404].map(isOutright)).toEqual([true, false])
  expect(numberOfRefusal('expired', false)).toEqual({ number: 3 })
  expect(numberOfRefusal('invalid-credential', false)).toEqual({ number: 5 })
  expect(numberOfRefusal('permission', true)).toEqual({})
})
