import { afterAll, expect, test } from 'bun:test'
import { startEmulator } from '../emulator.ts'

let closed = false
const emulator = await startEmulator({
  foundry: { deployments: ['claude-sonnet-5'], tenant: 'mine', closed: () => closed },
})
afterAll(() => emulator.close())
const token = (claims: object): string => {
  const made = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`
  emulator.accept(made)
  return made
}
emulator.accept('key')
emulator.accept('narrow', { permissions: { models: [] } })
const aud = 'https://cognitiveservices.azure.com'
const said = { model: 'claude-sonnet-5', max_tokens: 50, messages: [{ role: 'user', content: 'good day' }] }

const ask = async (headers: Record<string, string>, body: object = said, path = '/anthropic/v1/messages') => {
  const response = await fetch(emulator.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

test('it answers a key and a token, streams, and counts for nothing', async () => {
  expect((await ask({ 'x-api-key': 'key' })).text).toContain('You said: good day')
  const bearer = { authorization: `Bearer ${token({ aud, tid: 'mine' })}` }
  expect((await ask(bearer, { ...said, stream: true })).text).toContain('event: message_stop')
  const { max_tokens: _, ...count } = said
  expect(JSON.parse((await ask(bearer, count, '/anthropic/v1/messages/count_tokens')).text)).toHaveProperty(
    'input_tokens',
  )
  emulator.script({ kind: 'stream', deltas: 2 })
  expect((await ask(bearer)).text).toContain('piece 2')
})

test.each<[string, Record<string, string>, object, number, RegExp]>([
  ['an unknown key', { 'x-api-key': 'other' }, said, 401, /invalid subscription key/],
  ['nothing', {}, said, 401, /invalid subscription key/],
  [
    'another audience',
    { authorization: `Bearer ${token({ aud: 'x', tid: 'mine' })}` },
    said,
    401,
    /audience is incorrect/,
  ],
  [
    'another tenant',
    { authorization: `Bearer ${token({ aud, tid: 'other' })}` },
    said,
    400,
    /does not match resource tenant/,
  ],
  ['no role', { 'x-api-key': 'narrow' }, said, 401, /lacks the required data action/],
  ['another deployment', { 'x-api-key': 'key' }, { ...said, model: 'claude-x' }, 404, /DeploymentNotFound/],
  ['a broken body', { 'x-api-key': 'key' }, { model: 'claude-sonnet-5' }, 400, /Field required/],
])('it refuses %s', async (_, headers, body, status, text) => {
  expect(await ask(headers, body)).toEqual({ status, text: expect.stringMatching(text) })
})

test('closed, it refuses everybody', async () => {
  closed = true
  expect(await ask({ 'x-api-key': 'key' })).toMatchObject({ status: 403, text: expect.stringContaining('Firewall') })
  closed = false
})
