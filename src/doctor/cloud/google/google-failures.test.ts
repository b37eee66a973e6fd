import { expect, test } from 'bun:test'
import { paperWorld } from '../../../../test/kit/paper-world.ts'
import { systemClock } from '../../../clock.ts'
import { createBench } from '../../bench.ts'
import { googleFailure } from './google-failures.ts'

const nowMs = Date.parse('2026-11-21T12:00:00Z')
const clock = { ...systemClock, nowMs: () => nowMs }
const bench = createBench({
  world: paperWorld({}),
  clock,
  config: { kind: 'absent', file: '' },
  args: [],
  model: null,
  spend: false,
})
const login = 'Type: gcloud auth application-default login'
const judge = (said: string, status: number | null = 400, code: string | null = null, dateMs: number | null = null) =>
  googleFailure(
    bench,
    { kind: 'failure', status, code, said, dateMs, host: null },
    { file: '/home/a b/adc.json', type: 'service_account', account: 'robot@shop', pool: 'a pool', login },
  )

test.each<[string, string, RegExp]>([
  ['reauth related error (invalid_rapt)', 'expired', /^Type: gcloud auth application-default login$/],
  ['Token has been expired or revoked.', 'revoked', /application-default login$/],
  ['Invalid grant: account not found', 'revoked', /application-default login$/],
  ['Invalid JWT Signature.', 'revoked', /keys create '\/home\/a b\/adc\.json' --iam-account=robot@shop$/],
  ['The OAuth client was deleted.', 'revoked', /application-default login$/],
  ["Permission 'iam.serviceAccounts.getAccessToken' denied", 'permission', /serviceAccountTokenCreator/],
  ['rejected by the attribute condition', 'permission', /^Ask whoever runs a pool to let this identity in\.$/],
  ['Executables need to be explicitly allowed', 'invalid-credential', /login/],
  ['Could not load the default credentials', 'missing-credential', /login$/],
  ['invalid_grant', 'revoked', /login$/],
])('%s', (said, cause, fix) => {
  expect(judge(said)).toMatchObject({ cause: cause as 'expired', fix: expect.stringMatching(fix) })
})

test('the clock is told by how much, and a way that is closed is no credential', () => {
  expect(judge('Check your iat and exp values', 400, null, nowMs + 3_600_000).summary).toContain('1 h behind')
  expect(judge('Check your iat and exp values', 400, null, nowMs - 3_600_000).summary).toContain('1 h ahead')
  expect(judge('', null, 'ENOTFOUND')).toMatchObject({ cause: 'dns' })
  expect(judge('backend', 503)).toMatchObject({ cause: 'server-error', fix: 'Wait a minute.' })
})
