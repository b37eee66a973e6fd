import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { ScriptedAnswer } from '../../emulator/emulator.ts'
import { createFakeClock, settle } from '../kit/fake-clock.ts'
import { minted, openGatewayWorld } from '../kit/gateway-world.ts'
import { until } from '../kit/until.ts'

const text = { 'content-type': 'text/plain' }
const answers: readonly ScriptedAnswer[] = [
  { kind: 'genuine' },
  { kind: 'stream', deltas: 3 },
  { kind: 'stream', deltas: 3, interruptions: [{ at: 2, of: 'pieces', do: 'reset' }] },
  { kind: 'stream', deltas: 3, interruptions: [{ at: 1, of: 'pieces', do: 'fin' }] },
  { kind: 'wording', id: 'databricks-invalid-token' },
  { kind: 'wording', id: 'anthropic-oauth-expired', gzip: true },
  { kind: 'wording', id: 'anthropic-no-permission' },
  { kind: 'wording', id: 'anthropic-empty-403' },
  { kind: 'wording', id: 'databricks-invalid-token', interruptions: [{ at: 9, of: 'body', do: 'fin' }] },
  { kind: 'rate-limited', retryAfterSeconds: 1 },
  { kind: 'rate-limited', retryAfterSeconds: 1_000 },
  { kind: 'overloaded' },
  { kind: 'html' },
  { kind: 'redirect', to: 'https://login.example' },
  { kind: 'hang-up', how: 'fin' },
  { kind: 'hang-up', how: 'reset' },
  { kind: 'response', status: 204 },
  { kind: 'response', status: 200, headers: text, body: 'x'.repeat(40_000) },
  { kind: 'response', status: 200, body: 'short', contentLength: 50 },
  { kind: 'response', status: 403, headers: text, body: 'x'.repeat(200_000) },
  { kind: 'bytes', bytes: 'SSH-2.0\r\n\r\n' },
]

/** What one caller does: how large his body is, how it is sent, and after how many turns of the event loop he leaves. */
const caller = fc.record({
  size: fc.constantFrom(0, 10, 3_000, 20_000),
  how: fc.constantFrom('declared', 'chunked'),
  leavesAfter: fc.option(fc.nat({ max: 60 }), { freq: 2 }),
  end: fc.constantFrom('leave', 'reset'),
})

test('whatever upstream and callers do, nothing stays behind, and nobody is renewed for twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: answers.length - 1 }), { maxLength: 14 }),
      fc.array(caller, { minLength: 1, maxLength: 8 }),
      async (said, callers) => {
        const clock = createFakeClock()
        await using world = await openGatewayWorld({
          clock,
          limits: { concurrency: 2 },
          gateway: { hold: { eachBytes: 10_000, allBytes: 12_000 } },
        })
        for (let n = 1; n <= 20; n++) world.emulator.accept(minted(n))
        for (const at of said) world.emulator.script(answers[at] ?? { kind: 'genuine' })

        const state = { over: false }
        const clients = callers.map(async ({ size, how, leavesAfter, end }) => {
          const content = {
            model: 'claude-sonnet-5',
            max_tokens: 9,
            messages: [{ role: 'user', content: `x${'y'.repeat(size)}` }],
          }
          const body = JSON.stringify(content)
          const client = world.connect()
          if (how === 'declared') client.send(world.request({}, body))
          else {
            const framed = world.request({ 'content-length': null, 'transfer-encoding': 'chunked' }, '')
            client.send(`${framed}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`)
          }
          for (let turn = 0; leavesAfter !== null && turn < leavesAfter; turn++) await settle()
          if (leavesAfter !== null) client[end]()
          await client.ended
        })
        const hurry = async () => {
          while (!state.over) {
            await settle()
            if (clock.nextTimerMs !== null) await clock.advance(clock.nextTimerMs)
          }
        }
        const hurrying = hurry()
        await Promise.all(clients)
        state.over = true
        await hurrying
        await clock.advance(100_000)

        // Whoever comes now finds two free turns and an empty memory.
        world.emulator.unscript()
        const after = await Promise.all([world.ask(), world.ask(), world.ask()])
        expect(after.map(({ status }) => status)).toEqual([200, 200, 200])
        await Promise.all(after.map((response) => response.text()))
        await until(() => world.gateway.heldBytes() === 0)

        const renewals = new Map<string, number>()
        for (const event of world.events) {
          if (event.type === 'replayed') renewals.set(event.exchange, (renewals.get(event.exchange) ?? 0) + 1)
        }
        expect([...renewals.values()].filter((count) => count > 1)).toEqual([])
      },
    ),
    { numRuns: 120 },
  )
}, 60_000)
