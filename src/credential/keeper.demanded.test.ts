import { describe, expect, test } from 'bun:test'
import { settle } from '../../test/kit/fake-clock.ts'
import { bytes, keeperWorld } from '../../test/kit/keeper-world.ts'
import { WarmkeyError } from '../errors.ts'

describe('renewing because a person says so', () => {
  test('asks again at once, although it was asked a moment ago and gave the same', async () => {
    const { source, keeper, first } = keeperWorld({ stable: true })
    await first('k-1')
    for (const [calls, key, changed] of [
      [2, 'k-1', false],
      [3, 'k-2', true],
    ] as const) {
      const demanded = keeper.demand()
      await settle()
      expect(source.calls).toHaveLength(calls)
      await source.call.give(key)
      expect(await demanded).toMatchObject({ changed })
      expect(bytes(await keeper.get())).toBe(key)
    }
    expect(keeper.state().lastRenewal?.why).toBe('demanded')
  })

  test('asks again although the source has just failed, and says how it fails now', async () => {
    const { source, keeper, first } = keeperWorld()
    await first('k-1')
    for (const sentence of ['It is sealed.', 'It is gone.']) {
      const demanded = keeper.demand()
      demanded.catch(() => {})
      await settle()
      await source.call.fail(new WarmkeyError('source-failed', sentence))
      await expect(demanded).rejects.toThrow(sentence)
    }
    const mended = keeper.demand()
    await settle()
    await source.call.give('k-2')
    expect(await mended).toMatchObject({ changed: true })
  })

  test('what was begun before may bring the old key, so it is asked once more; two people cost one call', async () => {
    const { source, keeper, first } = keeperWorld()
    const used = await first('k-1')
    const early = keeper.renew(used)
    await settle()
    const one = keeper.demand()
    await source.call.give('k-1')
    await early
    await settle()
    const two = keeper.demand()
    expect(source.calls).toHaveLength(3)
    await source.call.give('k-3')
    for (const { credential, changed } of await Promise.all([one, two]))
      expect([bytes(credential), changed]).toEqual(['k-3', true])
    expect(source.calls).toHaveLength(3)
  })

  test('forgets what was held against the key', async () => {
    const { source, keeper, first } = keeperWorld()
    keeper.rememberUncured('403 /v1/messages', await first('k-1'))
    expect(keeper.remembersUncured('403 /v1/messages')).toBe(true)
    const demanded = keeper.demand()
    await settle()
    await source.call.give('k-1')
    await demanded
    expect(keeper.remembersUncured('403 /v1/messages')).toBe(false)
  })

  test('who goes away, or a keeper that is closed, waits for nothing', async () => {
    const { keeper, first } = keeperWorld()
    await first('k-1')
    const gone = new AbortController()
    const waiting = keeper.demand(gone.signal)
    gone.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    keeper.close()
    await expect(keeper.demand()).rejects.toThrow()
  })
})
