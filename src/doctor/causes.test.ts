import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../test/kit/paper-world.ts'
import { systemClock } from '../clock.ts'
import { createBench } from './bench.ts'
import { causesOf } from './causes.ts'
import type { Finding } from './check.ts'

const benchOf = (paper: Paper) =>
  createBench({
    world: paperWorld(paper),
    clock: systemClock,
    config: { kind: 'absent', file: '' },
    args: ['-p'],
    model: null,
    spend: false,
  })
const found = (check: string, outcome: object): Finding =>
  ({ check, title: check, group: 'credential', ...outcome }) as Finding
const good = (check: string) => found(check, { status: 'ok', summary: 'good' })
const statuses = (findings: readonly Finding[], paper: Paper) =>
  causesOf(findings, benchOf(paper)).map(({ status }) => status)

const key = { env: { ANTHROPIC_API_KEY: 'a' } }

test('nothing is ok that was not shown', () => {
  expect(statuses([], key)).toEqual(['n/a', 'n/a', 'n/a', 'n/a', 'n/a'])
})

test('a key that was taken proves three of them, and what cannot be the cause here does not apply', () => {
  const all = [
    good('credential-found'),
    found('login-alive', { status: 'skip', summary: 'no login' }),
    good('credential-accepted'),
  ]
  expect(statuses(all, key)).toEqual(['ok', 'n/a', 'ok', 'n/a', 'n/a'])
  const own = { env: { ...key.env, ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' } }
  expect(statuses(all, own)).toEqual(['ok', 'n/a', 'ok', 'ok', 'ok'])
})

test('a complaint names its number, and the others that rest on it are open', () => {
  const refused = found('credential-accepted', {
    status: 'wrong',
    cause: 'revoked',
    summary: 'Revoked.',
    evidence: [],
    fix: null,
    number: 3,
  })
  expect(statuses([good('credential-found'), refused], key)).toEqual(['ok', 'n/a', 'wrong', 'n/a', 'n/a'])
})
