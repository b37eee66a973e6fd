import { expect, test } from 'bun:test'
import { serverOf } from './servers.ts'

const answer = (text: string, headers: Record<string, string> = {}) => ({
  status: 200,
  headers: new Headers(headers),
  text,
  elapsedMs: 1,
})

test.each([
  ['Ollama', '{"object":"list","data":[{"id":"qwen3-coder","object":"model","owned_by":"library"}]}', {}],
  ['LM Studio', '{"error":"Unexpected endpoint or method. (POST /v1/messages)"}', {}],
  ['vLLM', '{"data":[{"id":"m","owned_by":"vllm"}]}', {}],
  ['LiteLLM', '{}', { 'x-litellm-version': '1.80.0' }],
  ['Kong', '', { server: 'kong/3.4.1' }],
  ['a service of AWS', '<UnknownOperationException/>', { 'x-amzn-requestid': 'a' }],
  ['a server of Google', '<title>Error 404 (Not Found)!!1</title>', {}],
])('%s is known by its answers', (name, text, headers) => {
  expect(serverOf([answer('{}'), answer(text, headers as Record<string, string>)])?.name).toBe(name)
})

test('what says nothing of itself has no name', () => {
  expect(serverOf([answer('{"data":[]}', { server: 'nginx' })])).toBeNull()
})
