import { expect, test } from 'bun:test'
import type { Status } from '../../daemon/control-protocol.ts'
import { timeOfDay } from '../../daemon/sign-in.ts'
import { isWell, statusLines } from './lines.ts'

const nowMs = Date.UTC(2026, 0, 1, 12)
const min = 60_000
const at = (ms: number) => timeOfDay(ms)

const status: Status = {
  version: 1,
  warmkey: '1.2.3',
  pid: 77,
  startedBy: 'service',
  startedAtMs: nowMs - 3 * 3_600_000,
  nowMs,
  url: 'http://127.0.0.1:9276',
  config: { file: '/home/dev/.config/warmkey/config.jsonc', takenAtMs: nowMs - min, problems: [] },
  attached: 0,
  profiles: [
    {
      name: 'work',
      isDefault: true,
      upstream: 'https://llm.example',
      exportable: true,
      source: 'command ~/bin/mint-key',
      credential: { fingerprint: '0badcafe', issuedAtMs: nowMs - 15 * min, expiresAtMs: nowMs + 45 * min },
      renewing: null,
      lastRenewal: { atMs: nowMs - 15 * min, why: 'rejected', elapsedMs: 231.4 },
      lastFailure: null,
      signIn: { beforeMs: nowMs + 90 * min, how: 'corp login' },
      counts: { requests: 1, renewals: 2, replays: 1, denials: 3, stops: 0 },
      lastRefusal: {
        atMs: nowMs - min,
        status: 403,
        card: { id: 'some-card', title: 'The account may not use this model', remedy: 'Ask for it.' },
        why: 'a card says so',
      },
    },
  ],
  runs: [],
}
const [work] = status.profiles

test('everything about a profile', () => {
  expect(statusLines(status, 100)).toEqual([
    'warmkey 1.2.3 · process 77, started as a service 3 h ago · http://127.0.0.1:9276',
    '',
    'work (default) → https://llm.example',
    '  source      command ~/bin/mint-key',
    '  credential  0badcafe ███████████████░░░░░ 45 min left',
    `  renewed     ${at(nowMs - 15 * min)}, the upstream refused the one before, in 231 ms`,
    `  sign in     before ${at(nowMs + 90 * min)}: corp login`,
    '  1 request, 2 renewals, 1 replay, 3 denials',
    `  last refusal ${at(nowMs - min)}: 403, The account may not use this model`,
    '    Ask for it. (some-card)',
  ])
})

test('a failure says what, when again, and that it may wait for a person', () => {
  const failing = (retryAtMs: number | null): Status => ({
    ...status,
    profiles:
      work === undefined
        ? []
        : [
            {
              ...work,
              credential: null,
              signIn: null,
              lastRefusal: null,
              renewing: 'late',
              lastFailure: {
                atMs: nowMs,
                code: 'source-failed',
                sentence: 'The vault is sealed. Unseal it.',
                retryAtMs,
              },
            },
          ],
  })
  expect(statusLines(failing(nowMs + 4_000), 100).slice(4, 9)).toEqual([
    '  credential  none yet',
    `  renewed     ${at(nowMs - 15 * min)}, the upstream refused the one before, in 231 ms`,
    '  renewing    now',
    `  failed      ${at(nowMs)}, asked again in 4 s (source-failed)`,
    '    The vault is sealed. Unseal it.',
  ])
  expect(statusLines(failing(null), 100)[7]).toBe(`  failed      ${at(nowMs)}, it waits for you (source-failed)`)
  expect(statusLines(failing(nowMs - 1), 100)[7]).toContain('asked again at the next request')
  expect([isWell(status), isWell(failing(null))]).toEqual([true, false])
})

test.each<[string, number | null, number, string]>([
  ['without an end', null, 100, '0badcafe, until it is refused'],
  ['ended', nowMs - 5 * min, 100, '0badcafe, ended 5 min ago; the next request renews it'],
  ['on a narrow terminal', nowMs + 45 * min, 50, '0badcafe 45 min left'],
  ['just begun', nowMs + 600 * min, 100, `0badcafe ${'█'.repeat(20)} 10 h left`],
])('a credential %s', (_, expiresAtMs, columns, words) => {
  const profiles =
    work === undefined ? [] : [{ ...work, credential: { fingerprint: '0badcafe', issuedAtMs: nowMs, expiresAtMs } }]
  expect(statusLines({ ...status, profiles }, columns)[4]).toBe(`  credential  ${words}`)
})

test('a refused configuration, runs, and nothing at all', () => {
  const config = { ...status.config, problems: ['config.jsonc:3:1: is wrong.'] }
  const run = { ...status.profiles[0], upstream: 'https://llm.example', askedAtMs: nowMs } as Status['runs'][number]
  const lines = statusLines({ ...status, url: null, startedBy: 'run', config, profiles: [], runs: [run] }, 100)
  expect(lines.slice(0, 5)).toEqual([
    'warmkey 1.2.3 · process 77, started by a run 3 h ago · no gateway',
    '  configuration not taken: config.jsonc:3:1: is wrong.',
    `  the one of ${at(nowMs - min)} is served on`,
    '',
    'shared by runs → https://llm.example',
  ])
  expect(statusLines({ ...status, profiles: [] }, 100).at(-1)).toBe('Nothing is kept yet.')
  expect(isWell({ ...status, config })).toBe(false)
})
