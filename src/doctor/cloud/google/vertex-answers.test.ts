import { expect, test } from 'bun:test'
import { errorIn, type VertexQuestion, vertexVerdict } from './vertex-answers.ts'

const of = {
  project: 'shop',
  projectBy: 'ANTHROPIC_VERTEX_PROJECT_ID',
  region: 'us-east5',
  regionBy: 'CLOUD_ML_REGION',
  model: 'claude-sonnet-5',
  account: 'robot@shop.iam.gserviceaccount.com',
  login: 'Type: gcloud auth application-default login',
  toGlobal: 'to global',
  otherProject: 'another project',
  toOwnAddress: null,
  quotaProject: null,
}
const verdict = (status: number, error: object | string, over: Partial<VertexQuestion> = {}) =>
  vertexVerdict(
    {
      status,
      headers: new Headers(),
      text: typeof error === 'string' ? error : JSON.stringify({ error }),
      elapsedMs: 1,
    },
    { ...of, ...over },
  )
const info = (reason: string, metadata = {}) => ({
  status: 'PERMISSION_DENIED',
  message: '',
  details: [{ reason, metadata }],
})

test.each<[string, number, object | string, string, RegExp]>([
  ['an old token', 401, info('ACCESS_TOKEN_EXPIRED'), 'expired', /application-default login/],
  ['a strange token', 401, {}, 'invalid-credential', /application-default login/],
  ['an API that is off', 403, info('SERVICE_DISABLED'), 'org-policy', /services enable .*--project=shop/],
  ['billing', 403, info('BILLING_DISABLED'), 'billing', /linkedaccount/],
  ['no such project', 403, info('CONSUMER_INVALID'), 'wrong-endpoint-or-header', /another project/],
  ['no permission', 403, info('IAM_PERMISSION_DENIED', { permission: 'x.y' }), 'permission', /serviceAccount:robot@/],
  ['a refusal without a reason', 403, '<html>', 'permission', /shop/],
  ['another region', 400, { message: 'is not servable in region us-east5.' }, 'model-not-found', /to global/],
  [
    'no model',
    404,
    { status: 'NOT_FOUND', message: 'Publisher Model' },
    'model-not-found',
    /model-garden\/claude-sonnet-5/,
  ],
  ['nobody there', 404, '<html>', 'wrong-endpoint-or-header', /to global/],
  ['a quota', 429, {}, 'quota', /to global/],
  ['a fault', 503, {}, 'server-error', /Wait/],
])('%s', (_, status, error, cause, fix) => {
  expect(verdict(status, error)).toMatchObject({
    kind: 'wrong',
    complaint: { cause: cause as 'quota', fix: expect.stringMatching(fix) },
  })
})

test('charges of another project, whatever is wrong there', () => {
  const set = { complaint: { fix: 'Type: gcloud auth application-default set-quota-project shop' } }
  expect(verdict(403, info('USER_PROJECT_DENIED'), { quotaProject: 'billing' })).toMatchObject(set)
  const off = info('SERVICE_DISABLED', { consumer: 'projects/billing' })
  expect(verdict(403, off, { quotaProject: 'billing' })).toMatchObject(set)
})

test('an address that somebody has set is looked at first', () => {
  expect(verdict(404, '<html>', { toOwnAddress: 'unset it' })).toMatchObject({ complaint: { fix: 'unset it' } })
})

test('taken, unknown, and errors that come in a list', () => {
  expect(verdict(200, '{}')).toEqual({ kind: 'taken' })
  expect(verdict(404, { message: 'models/count-tokens was not found' })).toMatchObject({ kind: 'unknown' })
  expect(verdict(418, {})).toMatchObject({ kind: 'unknown' })
  expect(errorIn('[{"error":{"message":"m","status":"S"}}]')).toMatchObject({ message: 'm', code: 'S', reason: null })
})
