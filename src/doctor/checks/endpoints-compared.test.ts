import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { judged, type Measured } from './endpoints-compared.ts'

const used = 'https://used.example'
const bench = createBench({
  world: paperWorld({ env: { ANTHROPIC_BASE_URL: used } }),
  clock: systemClock,
  config: { kind: 'absent', file: '' },
  args: [],
  model: null,
  spend: false,
})
const at = (url: string, tookMs: number | null, more: Partial<Measured['known']> = {}): Measured => ({
  known: { url: new URL(url), places: ['settings'], dialect: 'messages', inUse: url === used, profile: null, ...more },
  tookMs,
  fault: tookMs === null ? 'ECONNREFUSED' : '',
})
const says = (...measured: readonly Measured[]) => judged(bench, measured)

test('one that takes three times as long and half a second more is said to', () => {
  expect(says(at(used, 900), at('https://slower.example', 2_000), at('https://quick.example', 40))).toMatchObject({
    status: 'warn',
    cause: 'timeout',
    summary:
      'A new connection to used.example, which is in use, takes 900 ms, and one to quick.example (settings) 40 ms.',
    fix: 'Type: export ANTHROPIC_BASE_URL=https://quick.example',
  })
  expect(says(at(used, 900), at('https://quick.example', 40, { profile: 'work' }))).toMatchObject({
    fix: 'Type: warmkey run --profile work -- claude',
  })
})

test('less than that, another dialect, and one that is not reached are none of anybody’s business', () => {
  expect(says(at(used, 900), at('https://other.example', 400)).status).toBe('ok')
  expect(says(at(used, 400), at('https://other.example', 10)).status).toBe('ok')
  expect(says(at(used, 900), at('https://other.example', 10, { dialect: 'vertex' })).status).toBe('ok')
  expect(says(at(used, 900), at('https://other.example', null))).toEqual({
    status: 'ok',
    summary: 'used.example 900 ms (in use); other.example ECONNREFUSED (settings)',
  })
  expect(says(at(used, null), at('https://other.example', null)).status).toBe('skip')
})
