import { expect, test } from 'bun:test'
import { type Route, routeOf } from './routes.ts'

test.each<[string, string, Route]>([
  ['POST', '/v1/messages', { kind: 'messages' }],
  ['POST', '/v1/messages/count_tokens', { kind: 'count-tokens' }],
  ['GET', '/v1/models', { kind: 'models' }],
  ['GET', '/v1/models/claude-sonnet-5', { kind: 'model', id: 'claude-sonnet-5' }],
  ['GET', '/v1/models/a%2Fb', { kind: 'model', id: 'a/b' }],
  ['GET', '/v1/models/%zz', { kind: 'model', id: '%zz' }],
  ['POST', '/v1/oauth/token', { kind: 'token' }],
  ['HEAD', '/', { kind: 'root' }],
  ['GET', '/', { kind: 'root' }],
  ['HEAD', '/api/hello', { kind: 'hello' }],
  ['GET', '/v1/messages', { kind: 'wrong-method', allow: 'POST' }],
  ['DELETE', '/v1/models', { kind: 'wrong-method', allow: 'GET, HEAD' }],
  ['POST', '/', { kind: 'wrong-method', allow: 'GET, HEAD' }],
  ['POST', '/v1/messages/', { kind: 'not-found' }],
  ['POST', '/v1/v1/messages', { kind: 'not-found' }],
  ['POST', '/messages', { kind: 'not-found' }],
])('%s %s', (method, path, route) => {
  expect(routeOf(method, path)).toEqual(route)
})
