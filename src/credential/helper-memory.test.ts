import { describe, expect, test } from 'bun:test'
import { gaveUp, type HelperHistory, handedOut, judge } from './helper-memory.ts'

const minute = 60_000
const ttlMs = 5 * minute

/** One run of the helper: when, what the keeper holds then, and what it would get by renewing that. */
interface Run {
  readonly atMs: number
  readonly held: string
  readonly renewal?: string
  /** `hands out A`, `renews A, hands out B`, `gives up` */
  readonly does: string
}

/** What the memory makes of the runs of one client; the helper answers `tookMs` after it was asked. */
function play(runs: readonly Run[], options: { ttlMs?: number; stable?: boolean; tookMs?: number } = {}): string[] {
  let history: HelperHistory | null = null
  return runs.map(({ atMs, held, renewal = held }) => {
    const ask = { atMs, ttlMs: options.ttlMs ?? ttlMs }
    const judgement = judge(history, ask)
    const accused: readonly string[] =
      judgement.kind === 'uncured' ? judgement.keys : judgement.kind === 'unjudged' ? [] : [judgement.key]
    let key = held
    let done = ''
    if (accused.includes(held) && (judgement.kind !== 'uncured' || options.stable === true)) {
      key = renewal
      done = `renews ${held}, `
    }
    if (judgement.kind === 'uncured' && accused.includes(key)) {
      if (history !== null) history = gaveUp(history, ask, accused)
      return `${done}gives up`
    }
    const explained = options.stable === true && !accused.includes(key)
    history = handedOut(history, ask, judgement, { key, atMs: atMs + (options.tookMs ?? 10), explained })
    return `${done}hands out ${key}`
  })
}

const rows: readonly (readonly [string, Parameters<typeof play>[1], readonly Run[]])[] = [
  ['a client that starts, and asks again when its TTL is over', {}, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 5 * minute + 20, held: 'A', does: 'hands out A' },
    { atMs: 90 * minute, held: 'B', does: 'hands out B' },
  ]],
  ['a key that is refused within the TTL is renewed', {}, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 2 * minute, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
    { atMs: 7 * minute + 20, held: 'B', does: 'hands out B' },
  ]],
  ['is it renewed already, for somebody else, that one is the answer', {}, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 1_100, held: 'B', does: 'hands out B' },
  ]],
  ['a denial: the second key that is asked away is the last', {}, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 1_277, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
    { atMs: 2_301, held: 'B', does: 'gives up' },
    { atMs: 4_798, held: 'B', does: 'gives up' },
    { atMs: 9_293, held: 'B', does: 'gives up' },
  ]],
  ['the same where the source has nothing else to give: it is looked at once more', { stable: true }, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 1_277, held: 'A', does: 'renews A, hands out A' },
    { atMs: 2_301, held: 'A', does: 'renews A, gives up' },
    { atMs: 4_798, held: 'A', does: 'renews A, gives up' },
  ]],
  ['whoever mends it meanwhile is answered at once', { stable: true }, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 1_277, held: 'A', does: 'renews A, hands out A' },
    { atMs: 2_301, held: 'A', does: 'renews A, gives up' },
    { atMs: 4_798, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
    { atMs: 5_900, held: 'B', does: 'renews B, hands out B' },
  ]],
  ['the prompt after a denial begins anew', {}, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 1_300, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
    { atMs: 2_300, held: 'B', does: 'gives up' },
    { atMs: 20_000, held: 'B', does: 'hands out B' },
    { atMs: 21_100, held: 'B', renewal: 'C', does: 'renews B, hands out C' },
    { atMs: 22_200, held: 'C', does: 'gives up' },
  ]],
  ['a client that goes on asking is tried again after a minute', {}, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 1_300, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
    ...[2, 12, 22, 32, 42, 52, 62].map((s) => ({ atMs: s * 1_000, held: 'B', does: 'gives up' })),
    { atMs: 72_000, held: 'B', does: 'hands out B' },
  ]],
  ['TTL over, key dead: the run a second later speaks of the key before; the fresh one is handed out again', {}, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 30 * minute, held: 'B', does: 'hands out B' },
    { atMs: 30 * minute + 1_050, held: 'B', does: 'hands out B' },
    { atMs: 36 * minute, held: 'B', does: 'hands out B' },
  ]],
  ['the same where nobody knew that the key is dead', {}, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 30 * minute, held: 'A', does: 'hands out A' },
    { atMs: 30 * minute + 1_050, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
  ]],
  ['TTL over, then a denial', {}, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 30 * minute, held: 'B', does: 'hands out B' },
    { atMs: 30 * minute + 1_050, held: 'B', does: 'hands out B' },
    { atMs: 30 * minute + 2_100, held: 'B', does: 'gives up' },
  ]],
  ['a file rotated once, TTL over: even a third run is no failure', { stable: true }, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 30 * minute, held: 'B', does: 'hands out B' },
    { atMs: 30 * minute + 1_050, held: 'B', does: 'hands out B' },
    { atMs: 30 * minute + 2_100, held: 'B', does: 'renews B, hands out B' },
  ]],
  ['a file rotated once, TTL not over', { stable: true }, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 6_000, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
    { atMs: 7_100, held: 'B', does: 'renews B, hands out B' },
  ]],
  ['TTL of 3 s, key dead after 4 s, prompt at 6 s', { ttlMs: 3_000 }, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 6_000, held: 'A', does: 'hands out A' },
    { atMs: 7_050, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
  ]],
  ['TTL of 1 s: a second may be its end or a refusal, so it renews and never fails', { ttlMs: 1_000 }, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 6_000, held: 'A', does: 'hands out A' },
    { atMs: 7_050, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
    { atMs: 8_100, held: 'B', renewal: 'C', does: 'renews B, hands out C' },
    { atMs: 9_200, held: 'C', renewal: 'D', does: 'renews C, hands out D' },
  ]],
  ['TTL of 1 s, file rotated', { ttlMs: 1_000, stable: true }, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 6_000, held: 'B', does: 'hands out B' },
    { atMs: 7_050, held: 'B', does: 'hands out B' },
  ]],
  ['requests side by side, refused together: one renewal', {}, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 60_000, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
    { atMs: 60_050, held: 'B', does: 'hands out B' },
    { atMs: 60_300, held: 'B', does: 'hands out B' },
  ]],
  ['a slow source: what asks while it is asked says nothing new', { tookMs: 3_000 }, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 60_000, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
    { atMs: 61_000, held: 'B', does: 'hands out B' },
  ]],
  ['a key that died twice within one TTL, each time after it had served', {}, [
    { atMs: 0, held: 'A', does: 'hands out A' },
    { atMs: 60_000, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
    { atMs: 120_000, held: 'B', renewal: 'C', does: 'renews B, hands out C' },
  ]],
  ['somebody sets the clock back', {}, [
    { atMs: 100 * minute, held: 'A', does: 'hands out A' },
    { atMs: 40 * minute, held: 'A', does: 'hands out A' },
    { atMs: 40 * minute + 1_100, held: 'A', renewal: 'B', does: 'renews A, hands out B' },
  ]],
] // biome-ignore format: a table

describe('what the runs of a helper say', () => {
  for (const [name, options, runs] of rows) {
    test(name, () => {
      expect(play(runs, options)).toEqual(runs.map(({ does }) => does))
    })
  }
})

test('a client that never retries is never judged', () => {
  let history: HelperHistory | null = null
  for (let atMs = 0; atMs < 100 * ttlMs; atMs += ttlMs + 10) {
    const ask = { atMs, ttlMs }
    const judgement = judge(history, ask)
    expect(judgement.kind).toBe('unjudged')
    history = handedOut(history, ask, judgement, { key: `key-${atMs}`, atMs: atMs + 5, explained: false })
  }
})

test('a TTL of zero runs the helper for each request, and never fails', () => {
  const runs = Array.from({ length: 20 }, (_, n) => ({ atMs: n * 700, held: 'A', does: '' }))
  expect(play(runs, { ttlMs: 0 }).filter((does) => does.includes('gives up'))).toEqual([])
})
