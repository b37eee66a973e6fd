import { describe, expect, test } from 'bun:test'
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { bedrock } from './bedrock.ts'

const arn = 'arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabc123'

test.each<[string, boolean, boolean]>([
  ['/model/us.anthropic.claude-sonnet-5/invoke-with-response-stream', true, true],
  ['/model/anthropic.claude-v2%3A1/invoke', true, true],
  ['/model/anthropic.claude-v2:1/converse', true, true],
  [`/model/${arn}/converse-stream`, true, true],
  ['/model/m/count-tokens', true, true],
  ['/inference-profiles', false, true],
  [`/inference-profiles/${arn}`, false, true],
  ['/foundation-models', false, true],
  ['/model/m/async-invoke', false, false],
  ['/model/m/invoke/', false, false],
  ['/model//invoke', false, false],
  ['/model/a/b/invoke', false, false],
  ['/async-invoke', false, false],
  ['/guardrail/g/version/1/apply', false, false],
  ['/inference-profiles/a/b', false, false],
  ['/v1/messages', false, false],
  ['/', false, false],
])('%s is inference: %p, open to runs: %p', (path, inference, openToRuns) => {
  expect([bedrock.inference(path), bedrock.openToRuns(path)]).toEqual([inference, openToRuns])
})

test.each([
  ['https://bedrock-runtime.us-east-1.amazonaws.com', 'https://bedrock.us-east-1.amazonaws.com'],
  ['https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com', 'https://bedrock-fips.us-gov-west-1.amazonaws.com'],
  ['https://bedrock-runtime.cn-north-1.amazonaws.com.cn', 'https://bedrock.cn-north-1.amazonaws.com.cn'],
  ['https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com', null],
  ['https://llm.corp.example/bedrock-runtime', null],
  ['http://127.0.0.1:4000', null],
])('the control plane of %s is %s', (base, control) => {
  expect(bedrock.baseFor?.(base, '/inference-profiles')).toBe(control ?? base)
  expect(bedrock.baseFor?.(base, '/model/m/invoke')).toBe(base)
})

describe('a model is renamed in the path', () => {
  const models = new Map([
    ['sonnet', 'us.anthropic.claude-sonnet-5'],
    ['anthropic.claude-v2:1', decodeURIComponent(arn)],
  ])
  test.each([
    ['/model/sonnet/invoke', '/model/us.anthropic.claude-sonnet-5/invoke'],
    ['/model/sonnet/converse?x=1', '/model/us.anthropic.claude-sonnet-5/converse?x=1'],
    ['/model/anthropic.claude-v2%3A1/invoke', `/model/${arn}/invoke`],
    ['/model/anthropic.claude-v2:1/invoke', `/model/${arn}/invoke`],
    ['/model/other/invoke', '/model/other/invoke'],
    ['/model/%zz/invoke', '/model/%zz/invoke'],
  ])('%s becomes %s', (target, wanted) => {
    expect(bedrock.renamed?.(target, models)).toBe(wanted)
  })
})

test.each([
  ['denied', 'AccessDeniedException'],
  ['source-unavailable', 'DependencyFailedException'],
  ['caller-unknown', 'UnrecognizedClientException'],
] as const)('the SDK of AWS reads a refusal of the kind %s as %s, once', async (code, name) => {
  let asked = 0
  using server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch() {
      asked += 1
      const { contentType, body, headers } = bedrock.refuse({ status: 424, code, message: 'The vault is sealed.' })
      return new Response(body, { status: 424, headers: { ...headers, 'content-type': contentType } })
    },
  })
  const client = new BedrockRuntimeClient({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'us-east-1',
    // Its own handler speaks HTTP/2 without asking, which no gateway on plain HTTP does.
    requestHandler: new NodeHttpHandler(),
    credentials: { accessKeyId: 'AKIAFAKE', secretAccessKey: 'fake' },
  })
  const asking = client.send(
    new ConverseCommand({ modelId: 'm', messages: [{ role: 'user', content: [{ text: 'x' }] }] }),
  )
  await expect(asking).rejects.toMatchObject({ name, message: 'The vault is sealed.' })
  expect(asked).toBe(1)
  client.destroy()
})

test.each([
  ['{"message":"No."}', 'No.'],
  ['{"Message":"No."}', 'No.'],
  ['{"__type":"AccessDeniedException"}', null],
])('the message of %s', (text, wanted) => {
  expect(bedrock.errorMessage(text)).toBe(wanted)
})
