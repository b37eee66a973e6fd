import { expect, test } from 'bun:test'
import { isVertexPath, vertexRoute } from './routes.ts'

const model = 'projects/shop/locations/us-east5/publishers/anthropic/models/claude-sonnet-5'

test('paths of Vertex, with and without a version', () => {
  const about = { project: 'shop', region: 'us-east5', model: 'claude-sonnet-5', resource: model }
  expect(vertexRoute('POST', `/v1/${model}:rawPredict`)).toEqual({ kind: 'predict', ...about })
  expect(vertexRoute('POST', `/${model}:streamRawPredict`)).toEqual({ kind: 'stream', ...about })
  expect(vertexRoute('POST', `/v1/${model}`.replace(/[^/]+$/, 'count-tokens:rawPredict')).kind).toBe('count')
  expect(vertexRoute('GET', `/v1/${model}:rawPredict`).kind).toBe('unknown')
  expect(vertexRoute('POST', '/v1/projects/shop').kind).toBe('unknown')
})

test('paths of the Messages API are none of Vertex', () => {
  expect(['/v1/projects/shop', '/projects/x', '/v1/messages'].map((path) => isVertexPath(path))).toEqual([
    true,
    true,
    false,
  ])
})
