import { expect, test } from 'bun:test'
import type { Bench } from './bench.ts'
import { type Check, doesNotApply, type Outcome, ok, skip } from './check.ts'
import { examine, rootOf } from './doctor.ts'

const bench = { ladder: { winner: null }, endpoint: { trusted: true } } as unknown as Bench
const wrong: Outcome = { status: 'wrong', cause: 'dns', summary: 'It is gone.', evidence: [], fix: null }
const check = (
  id: string,
  outcome: Outcome | (() => never),
  needs: readonly string[] = [],
  more: Partial<Check> = {},
): Check => ({
  id,
  title: id,
  group: 'network',
  needs,
  run: () => (typeof outcome === 'function' ? outcome() : outcome),
  ...more,
})
const statuses = async (checks: readonly Check[], options: object = {}, of = bench) =>
  (await examine(of, { checks, ...options }, new AbortController().signal)).map(
    ({ check: id, status }) => `${id} ${status}`,
  )

test('what rests on something wrong is not looked at, however deep', async () => {
  const checks = [check('a', wrong), check('b', ok(''), ['a']), check('c', ok(''), ['b']), check('d', ok(''))]
  expect(await statuses(checks)).toEqual(['a wrong', 'b skip', 'c skip', 'd ok'])
})

test('a warning and a thing that is not there carry what rests on them, a look that failed does not', async () => {
  const warn: Outcome = { ...wrong, status: 'warn' }
  expect(await statuses([check('a', warn), check('b', ok(''), ['a'])])).toEqual(['a warn', 'b ok'])
  expect(await statuses([check('a', doesNotApply('none')), check('b', ok(''), ['a'])])).toEqual(['a skip', 'b ok'])
  expect(await statuses([check('a', skip('no')), check('b', ok(''), ['a'])])).toEqual(['a skip', 'b skip'])
})

test('a check that throws is never ok', async () => {
  const throws = () => {
    throw new TypeError('with a secret in it')
  }
  const [finding] = await examine(bench, { checks: [check('a', throws)] }, new AbortController().signal)
  expect(finding).toMatchObject({ status: 'skip', summary: 'the doctor could not look (TypeError)' })
})

test('--only brings what it rests on', async () => {
  const checks = [check('a', ok('')), check('b', ok(''), ['a']), check('c', ok(''), ['b']), check('d', ok(''))]
  expect(await statuses(checks, { only: ['c'] })).toEqual(['a ok', 'b ok', 'c ok'])
})

test('offline contacts nothing', async () => {
  const checks = [check('a', wrong, [], { network: true }), check('b', ok(''))]
  expect(await statuses(checks, { offline: true })).toEqual(['a skip', 'b ok'])
})

test('a client at a cloud provider has no use for the address of the Messages API', async () => {
  const cloud = { ladder: { winner: { rung: { kind: 'cloud', name: 'CLAUDE_CODE_USE_BEDROCK' } } } } as unknown as Bench
  expect(await statuses([check('a', wrong, [], { aboutEndpoint: true })], {}, cloud)).toEqual(['a skip'])
})

test('an address that a project names is not contacted', async () => {
  const stranger = { ladder: { winner: null }, endpoint: { trusted: false, place: 'settings' } } as unknown as Bench
  const far = check('a', wrong, [], { aboutEndpoint: true, network: true })
  expect(await statuses([far, check('b', ok(''), [], { aboutEndpoint: true })], {}, stranger)).toEqual([
    'a skip',
    'b ok',
  ])
})

test('the root is the first that stops requests', async () => {
  const warn: Outcome = { ...wrong, status: 'warn' }
  const checks = [check('a', warn), check('b', wrong), check('c', wrong)]
  const findings = await examine(bench, { checks }, new AbortController().signal)
  expect(rootOf(findings)?.check).toBe('b')
  expect(rootOf(findings.slice(0, 1))).toBeNull()
})

test('progress tells each end', async () => {
  const seen: string[] = []
  await examine(
    bench,
    { checks: [check('a', ok('')), check('b', ok(''), ['a'])], progress: ({ check: id }) => void seen.push(id) },
    new AbortController().signal,
  )
  expect(seen).toEqual(['a', 'b'])
})

test('a check that hangs ends with the signal, as a skip, and what rests on it waits in vain', async () => {
  const controller = new AbortController()
  const begun: string[] = []
  const hangs: Check = { ...check('a', ok('')), run: () => new Promise<never>(() => {}) }
  const found = examine(
    bench,
    {
      checks: [hangs, check('b', ok(''), ['a']), check('c', ok(''))],
      started: ({ id }) => void begun.push(id),
      progress: ({ check: id }) => {
        if (id === 'c') controller.abort(new Error('enough'))
      },
    },
    controller.signal,
  )
  expect((await found).map(({ check: id, status }) => `${id} ${status}`)).toEqual(['a skip', 'b skip', 'c ok'])
  expect(begun).toEqual(['a', 'c'])
})
