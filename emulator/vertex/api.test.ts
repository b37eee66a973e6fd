import { afterAll, expect, test } from 'bun:test'
import { startEmulator } from '../emulator.ts'

let ill: 'api-off' | 'no-billing' | 'quota-project' | null = null
const emulator = await startEmulator({
  vertex: { projects: ['shop'], models: { 'claude-sonnet-5': ['us-east5', 'global'] }, ill: () => ill },
})
afterAll(() => emulator.close())
emulator.accept('good')
emulator.accept('narrow', { permissions: { models: [] } })
emulator.accept('old', { lifeMs: 0 })

const messages = [{ role: 'user', content: 'good day' }]
const said = { anthropic_version: 'vertex-2023-10-16', messages, max_tokens: 50 }
const ask = async (path: string, body: object = said, token: string | null = 'good') => {
  const headers = {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  }
  const response = await fetch(emulator.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await response.text()
  return { status: response.status, text, error: text.startsWith('{') ? JSON.parse(text).error : undefined }
}
const at = (model: string, region = 'us-east5', project = 'shop') =>
  `/v1/projects/${project}/locations/${region}/publishers/anthropic/models/${model}`

test('it answers, streams, and counts for nothing', async () => {
  expect(JSON.parse((await ask(`${at('claude-sonnet-5')}:rawPredict`)).text).content[0].text).toBe('You said: good day')
  const streamed = await ask(`${at('claude-sonnet-5')}:streamRawPredict`, { ...said, stream: true })
  expect(streamed.text).toContain('event: message_stop')
  const counted = await ask(`${at('count-tokens')}:rawPredict`, { model: 'claude-sonnet-5', messages })
  expect(JSON.parse(counted.text)).toEqual({ input_tokens: expect.any(Number) })
  emulator.script({ kind: 'stream', deltas: 2 })
  expect((await ask(`${at('claude-sonnet-5')}:streamRawPredict`)).text).toContain('piece 2')
})

test.each<[string, string, object, string | null, number, object]>([
  ['no token', at('claude-sonnet-5'), said, null, 401, { status: 'UNAUTHENTICATED' }],
  ['an old one', at('claude-sonnet-5'), said, 'old', 401, { details: [{ reason: 'ACCESS_TOKEN_EXPIRED' }] }],
  ['a strange one', at('claude-sonnet-5'), said, 'x', 401, { details: [{ reason: 'ACCESS_TOKEN_TYPE_UNSUPPORTED' }] }],
  ['another project', at('claude-sonnet-5', 'us-east5', 'other'), said, 'good', 403, { status: 'PERMISSION_DENIED' }],
  ['no permission', at('claude-sonnet-5'), said, 'narrow', 403, { details: [{ reason: 'IAM_PERMISSION_DENIED' }] }],
  ['another model', at('claude-opus-5'), said, 'good', 404, { status: 'NOT_FOUND' }],
  ['another region', at('claude-sonnet-5', 'asia-east1'), said, 'good', 400, { status: 'FAILED_PRECONDITION' }],
  ['no version', at('claude-sonnet-5'), { messages, max_tokens: 5 }, 'good', 400, { status: 'INVALID_ARGUMENT' }],
  ['a model twice', at('claude-sonnet-5'), { ...said, model: 'x' }, 'good', 400, { status: 'INVALID_ARGUMENT' }],
])('it refuses %s', async (_, path, body, token, status, error) => {
  expect(await ask(`${path}:rawPredict`, body, token)).toMatchObject({ status, error })
})

test('it says what is wrong with a project', async () => {
  const reasons: string[] = []
  for (const each of ['api-off', 'no-billing', 'quota-project'] as const) {
    ill = each
    reasons.push((await ask(`${at('claude-sonnet-5')}:rawPredict`)).error.details[0].reason)
  }
  ill = null
  expect(reasons).toEqual(['SERVICE_DISABLED', 'BILLING_DISABLED', 'USER_PROJECT_DENIED'])
})
