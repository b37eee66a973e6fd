import { describe, expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { minted, mintingSource, openGatewayWorld, question } from '../../test/kit/gateway-world.ts'
import { until } from '../../test/kit/until.ts'

const ask = (model: string) => JSON.stringify({ ...question, model })

describe('what renewal did not cure', () => {
  /** A world in which every model but one is refused as if the key had ended. */
  const stubborn = async () => {
    const clock = createFakeClock()
    const world = await openGatewayWorld({ clock, source: mintingSource() })
    for (const n of [1, 2, 3, 4]) world.emulator.accept(minted(n))
    expect((await world.ask()).status).toBe(200)
    await clock.advance(60_000)
    const refused = async (model: string, requests: number) => {
      world.emulator.script({ kind: 'wording', id: 'databricks-invalid-token' }, requests)
      const asked = world.ask({ body: ask(model) })
      if (requests > 1) {
        await until(() => clock.nextTimerMs === 500)
        await clock.advance(500)
      }
      expect((await asked).status).toBe(403)
    }
    return { ...world, clock, refused }
  }

  test('is remembered for that model, and another one has its own renewal', async () => {
    await using world = await stubborn()
    await world.refused('claude-opus-4-8', 3)
    expect(world.source.calls).toBe(2)
    await world.clock.advance(10_000)
    await world.refused('claude-opus-4-8', 1)
    expect(world.source.calls).toBe(2)
    await world.refused('claude-haiku-4-5', 3)
    expect(world.source.calls).toBe(3)
  })

  test('is remembered for its words, whatever ids and numbers stand in them', async () => {
    const clock = createFakeClock()
    await using world = await openGatewayWorld({ clock })
    world.emulator.accept(minted(1))
    world.emulator.accept(minted(2))
    expect((await world.ask()).status).toBe(200)
    await clock.advance(60_000)
    const said = (text: string) => ({ kind: 'response', status: 401, body: text }) as const
    world.emulator.script(said('go away (id 1234, req_abcDEF, 2026-01-01)'), 3)
    const first = world.ask()
    await until(() => clock.nextTimerMs === 500)
    await clock.advance(500)
    expect((await first).status).toBe(401)
    await clock.advance(10_000)
    world.emulator.script(said('go away (id 98, req_XYZ, 2027-02-02)'))
    expect((await world.ask()).status).toBe(401)
    expect([world.source.calls, world.emulator.seen.length]).toEqual([2, 5])
  })
})
