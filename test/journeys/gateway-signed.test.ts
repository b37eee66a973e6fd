import { describe, expect, test } from 'bun:test'
import { bedrock } from '../../src/gateway/dialects/bedrock.ts'
import { signatureProblem } from '../kit/aws-signature.ts'
import { awsKeys, awsSource } from '../kit/aws-source.ts'
import { createFakeClock } from '../kit/fake-clock.ts'
import { type GatewayWorld, type GatewayWorldOptions, openGatewayWorld } from '../kit/gateway-world.ts'
import { openRawUpstream, type RawUpstream } from '../kit/raw-upstream.ts'
import { openScriptedAws } from '../kit/scripted-aws.ts'

const signing = { service: 'bedrock', region: 'us-east-1' }
const model = '/model/us.anthropic.claude-sonnet-5/invoke-with-response-stream'

const openWorld = (base: string, over: GatewayWorldOptions = {}) =>
  openGatewayWorld({
    source: awsSource(),
    clock: createFakeClock(),
    ...over,
    upstream: { base, dialect: bedrock, header: 'authorization', signing, ...over.upstream },
  })

interface Init {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | null
}

const call = ({ gateway, key }: GatewayWorld, path = model, init: Init = {}) =>
  fetch(gateway.url + path, {
    method: 'POST',
    body: '{"max_tokens":1}',
    ...init,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init.headers },
  })

/** What AWS would find wrong with the first request, byte for byte as it came over the wire. */
function problemOf({ seen: [request] }: RawUpstream): string | null {
  if (request === undefined) return 'no request'
  const { method, target, headers } = request.head
  const body = request.body.bytes ?? new Uint8Array()
  return signatureProblem({ method, target, headers, body }, awsKeys(1), signing)
}

test.each<[string, Init]>([
  [model, {}],
  ['/model/anthropic.claude-v2%3A1/converse', {}],
  ['/model/anthropic.claude-v2:1/converse-stream', {}],
  ['/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fx.y-v1%3A0/invoke', {}],
  ['/inference-profiles?type=SYSTEM_DEFINED&nextToken=a%2Bb%3D%3D', { method: 'GET', body: null }],
  [model, { body: 'x'.repeat(400_000) }],
  [model, { headers: { 'x-amz-user-agent': 'aws-sdk-js/3', 'accept-encoding': 'gzip' } }],
  ['/model/a/invoke?b=2&a=1&a=0&c', {}],
])('%s arrives under a signature that holds for it', async (path, init) => {
  using upstream = openRawUpstream()
  await using world = await openWorld(upstream.url)
  const response = await call(world, path, init)
  expect([response.status, await response.text()]).toEqual([200, 'ok'])
  expect(problemOf(upstream)).toBeNull()
  expect(upstream.seen[0]?.head.target).toBe(path)
})

describe('expiry in all its clothes', () => {
  const words = 'The security token included in the request is expired'
  test.each<[number, string | undefined, string]>([
    [403, 'ExpiredTokenException', `{"message":"${words}"}`],
    [403, 'ExpiredTokenException:http://internal.amazon.com/coral/com.amazon.coral.service/', `{"Message":"${words}"}`],
    [400, 'com.amazon.coral.service#ExpiredTokenException', '{}'],
    [400, undefined, `{"__type":"com.amazon.coral.service#ExpiredTokenException","message":"${words}"}`],
    [400, 'ExpiredToken', '{}'],
    [401, undefined, `{"message":"${words}"}`],
    [
      403,
      undefined,
      `<ErrorResponse><Error><Code>ExpiredToken</Code><Message>${words}</Message></Error></ErrorResponse>`,
    ],
    [403, undefined, '<Response><Errors><Error><Code>ExpiredToken</Code></Error></Errors></Response>'],
    [403, undefined, '{"Message":"Bearer Token has expired"}'],
  ])('%d %s %s is renewed, and the request signed anew', async (status, type, body) => {
    using aws = openScriptedAws({ status, body, ...(type === undefined ? {} : { type }) }, { status: 200 })
    await using world = await openWorld(aws.url)
    expect((await call(world)).status).toBe(200)
    expect(aws.seen.map(({ problem }, nth) => problem(awsKeys(nth + 1)))).toEqual([null, null])
    expect(world.source.calls).toBe(2)
  })
})
