import { expect, test } from 'bun:test'
import { bedrockRoute, isBedrockPath } from './routes.ts'

test.each<[string, string, object]>([
  ['POST', '/model/us.anthropic.claude-x-v1%3A0/invoke', { kind: 'invoke', id: 'us.anthropic.claude-x-v1:0' }],
  ['POST', '/model/a:0/invoke-with-response-stream', { kind: 'invoke-stream', id: 'a:0' }],
  ['POST', '/model/a/converse', { kind: 'converse', id: 'a' }],
  ['POST', '/model/a/converse-stream', { kind: 'converse-stream', id: 'a' }],
  ['POST', '/model/a/count-tokens', { kind: 'count', id: 'a' }],
  ['POST', '/model/%zz/invoke', { kind: 'invoke', id: '%zz' }],
  ['GET', '/inference-profiles', { kind: 'profiles' }],
  ['GET', '/inference-profiles/a', { kind: 'profile', id: 'a' }],
  ['GET', '/foundation-model-availability/a%3A0', { kind: 'availability', id: 'a:0' }],
  ['POST', '/', { kind: 'identity' }],
  ['GET', '/', { kind: 'unknown' }],
  ['GET', '/model/a/invoke', { kind: 'unknown' }],
  ['POST', '/model/a/constructor', { kind: 'unknown' }],
  ['POST', '/inference-profiles', { kind: 'unknown' }],
])('%s %s', (method, path, route) => {
  expect(bedrockRoute(method, path)).toEqual(route as ReturnType<typeof bedrockRoute>)
})

test('paths of the Messages API are none of Bedrock', () => {
  expect(['/model/x/invoke', '/inference-profiles?type=SYSTEM_DEFINED'].map((path) => isBedrockPath(path))).toEqual([
    true,
    true,
  ])
  expect(['/v1/messages', '/models', '/inference-profilesx', '/'].map((path) => isBedrockPath(path))).toEqual([
    false,
    false,
    false,
    false,
  ])
})

test('the Security Token Service is asked at the root', () => {
  expect([isBedrockPath('/', 'POST'), isBedrockPath('/', 'HEAD'), isBedrockPath('/x', 'POST')]).toEqual([
    true,
    false,
    false,
  ])
})
