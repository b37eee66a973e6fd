import { describe, expect, test } from 'bun:test'
import { EventStreamCodec } from '@smithy/eventstream-codec'
import fc from 'fast-check'
import type { Source } from '../../src/credential/sources/source.ts'
import { bedrock } from '../../src/gateway/dialects/bedrock.ts'
import { messages } from '../../src/gateway/dialects/messages.ts'
import { Secret } from '../../src/secret.ts'
import { signatureProblem } from '../kit/aws-signature.ts'
import { awsKeys, awsSource } from '../kit/aws-source.ts'
import { createFakeClock, type FakeClock, settle } from '../kit/fake-clock.ts'
import {
  type GatewayWorld,
  type GatewayWorldOptions,
  minted,
  mintingSource,
  openGatewayWorld,
} from '../kit/gateway-world.ts'
import { openRawUpstream, type RawUpstream } from '../kit/raw-upstream.ts'
import { openScriptedAws } from '../kit/scripted-aws.ts'

const signing = { service: 'bedrock', region: 'us-east-1' }
const model = '/model/us.anthropic.claude-sonnet-5/invoke-with-response-stream'

const signedAsBedrock = { dialect: bedrock, header: 'authorization', signing } as const

const openWorld = (base: string, { upstream = signedAsBedrock, ...over }: GatewayWorldOptions = {}) =>
  openGatewayWorld({ source: awsSource(), clock: createFakeClock(), ...over, upstream: { base, ...upstream } })

/** The answer, with the short waits that the gateway makes on the way to it. */
async function answered(clock: FakeClock, answering: Promise<Response>): Promise<Response> {
  let done = false
  const whenDone = answering.finally(() => {
    done = true
  })
  while (!done) {
    await settle()
    if (clock.nextTimerMs === 500) await clock.advance(500)
  }
  return whenDone
}

/** A source that gives this one key. */
function fixed(key: string): Source & { readonly calls: number } {
  return { ...mintingSource(), calls: 0, obtain: async () => ({ secret: new Secret(key), life: {} }) }
}

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

// Without the few characters (such as | and `) that the independent implementation encodes where no client would send them.
test('whatever stands in the request line, what is signed is what is sent', async () => {
  using upstream = openRawUpstream()
  await using world = await openWorld(upstream.url, { source: awsSource() })
  const piece = fc.oneof(
    fc.constantFrom(
      "'",
      '"',

      '%7E',
      '%2f',
      '%3a',
      '//',
      '/./',
      '~',
      '(',
      '!',
      ';',
      '=',
      '@',
      '$',
      ',',
      '+',
    ),
    fc.stringMatching(/^[a-zA-Z0-9._:-]{1,6}$/),
  )
  const target = fc.tuple(fc.array(piece, { minLength: 1, maxLength: 6 }), fc.array(piece, { maxLength: 4 }))
  let arrived = 0
  await fc.assert(
    fc.asyncProperty(target, async ([path, query]) => {
      const before = upstream.seen.length
      const line = `/model/${path.join('')}/invoke${query.length === 0 ? '' : `?q=${query.join('')}`}`
      const client = world.connect()
      const head = [`POST ${line} HTTP/1.1`, `host: 127.0.0.1:${world.gateway.port}`, `x-api-key: ${world.lasting}`]
      client.send([...head, 'content-length: 2', '', '{}'].join('\r\n'))
      await client.until((received) => received.includes('\r\n\r\n'))
      const status = client.text().slice(9, 12)
      client.reset()
      const request = upstream.seen[before]
      if (request === undefined) return expect(status).toBe('400')
      arrived += 1
      const { method, headers } = request.head
      const seen = { method, target: request.head.target, headers, body: Buffer.from('{}') }
      expect(signatureProblem(seen, awsKeys(1), signing)).toBeNull()
    }),
    { numRuns: 200 },
  )
  expect(arrived).toBeGreaterThan(100)
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

const denial = {
  status: 403,
  type: 'AccessDeniedException',
  body: '{"message":"User: arn:aws:iam::1:user/x is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/m with an explicit deny in a service control policy"}',
}
const behind = 'Signature expired: 20160928T174419Z is now earlier than 20160928T174724Z (20160928T175224Z - 5 min.)'

describe('what no renewal can cure', () => {
  test.each<[string, { status: number; type: string; body: string }]>([
    ['an explicit deny', denial],
    [
      'a clock that is behind',
      { status: 403, type: 'InvalidSignatureException', body: JSON.stringify({ message: behind }) },
    ],
    [
      'a clock that is ahead',
      {
        status: 403,
        type: 'InvalidSignatureException',
        body: '{"message":"Signature not yet current: 1 is still later than 2"}',
      },
    ],
    [
      'another region',
      {
        status: 403,
        type: 'InvalidSignatureException',
        body: '{"message":"Credential should be scoped to a valid region."}',
      },
    ],
    [
      'a model without access',
      {
        status: 403,
        type: 'AccessDeniedException',
        body: `{"message":"You don't have access to the model with the specified model ID."}`,
      },
    ],
  ])('%s passes untouched after one request, and nothing is renewed', async (_, answer) => {
    using aws = openScriptedAws(answer)
    await using world = await openWorld(aws.url)
    const response = await call(world, model, { headers: { 'user-agent': 'Boto3/1.40 md/Botocore#1.40' } })
    expect([response.status, await response.text()]).toEqual([answer.status, answer.body])
    expect(response.headers.get('x-amzn-errortype')).toBe(answer.type)
    expect([aws.seen.length, world.source.calls]).toEqual([1, 1])
  })

  test.each<[string, { status: number; type: string; body: string }]>([
    [
      'a key that AWS does not know',
      {
        status: 403,
        type: 'UnrecognizedClientException',
        body: '{"message":"The security token included in the request is invalid."}',
      },
    ],
    ['a denial without a reason', { status: 403, type: 'AccessDeniedException', body: '{"message":"Access denied"}' }],
  ])('%s costs one renewal, also when it is asked again', async (_, answer) => {
    using aws = openScriptedAws(answer)
    const clock = createFakeClock()
    await using world = await openWorld(aws.url, { clock })
    for (let n = 0; n < 3; n++) {
      const response = await answered(clock, call(world))
      expect([response.status, await response.text()]).toEqual([answer.status, answer.body])
    }
    // The first, its replay, and one more because the renewed credential may not be known everywhere yet.
    expect([aws.seen.length, world.source.calls]).toEqual([3 + 1 + 1, 2])
    expect(aws.seen[1]?.problem(awsKeys(2))).toBeNull()
  })

  test('Claude Code is told once, in the words of AWS; the id of the request stays', async () => {
    using aws = openScriptedAws(denial)
    await using world = await openWorld(aws.url)
    const response = await call(world, model, { headers: { 'user-agent': 'claude-cli/2.1.329 (external, sdk-cli)' } })
    expect(response.status).toBe(424)
    const { message } = (await response.json()) as { message: string }
    expect(message).toStartWith('User: arn:aws:iam::1:user/x is not authorized to perform: bedrock:InvokeModel')
    expect(Object.fromEntries(response.headers.entries())).toMatchObject({
      'content-type': 'application/json',
      'x-amzn-errortype': 'AccessDeniedException',
      'x-amzn-requestid': 'aws-1',
      'x-warmkey-reason': 'denied',
      'x-warmkey-upstream-status': '403',
    })
  })

  test('skew is named as skew', async () => {
    using aws = openScriptedAws({
      status: 403,
      type: 'InvalidSignatureException',
      body: JSON.stringify({ message: behind }),
    })
    await using world = await openWorld(aws.url)
    const response = await call(world, model, { headers: { 'user-agent': 'claude-cli/2.1.329' } })
    expect(((await response.json()) as { message: string }).message).toMatch(/^Signature expired: .* clock /)
    expect(world.source.calls).toBe(1)
  })
})

test('an event stream passes byte for byte', async () => {
  const codec = new EventStreamCodec(
    (bytes) => Buffer.from(bytes).toString(),
    (text) => Buffer.from(text),
  )
  const frames = Buffer.concat(
    Array.from({ length: 50 }, (_, n) =>
      codec.encode({
        headers: {
          ':message-type': { type: 'string', value: 'event' },
          ':event-type': { type: 'string', value: 'chunk' },
          ':content-type': { type: 'string', value: 'application/json' },
        },
        body: Buffer.from(
          JSON.stringify({ bytes: Buffer.from(`{"n":${n},"x":"${'é\u0000'.repeat(n * 40)}"}`).toString('base64') }),
        ),
      }),
    ),
  )
  using aws = openScriptedAws({ status: 200, body: frames, contentType: 'application/vnd.amazon.eventstream' })
  await using world = await openWorld(aws.url)
  const response = await call(world)
  expect(response.headers.get('content-type')).toBe('application/vnd.amazon.eventstream')
  expect(Buffer.from(await response.arrayBuffer()).equals(frames)).toBe(true)
})

test('nothing of a caller’s own signature goes on, and a tool that must sign is known by its access key id', async () => {
  using aws = openScriptedAws({ status: 200 })
  await using world = await openWorld(aws.url)
  const response = await call(world, model, {
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${world.key}/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=00`,
      'x-amz-date': '20200101T000000Z',
      'x-amz-security-token': 'callers-own-token',
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    },
  })
  expect(response.status).toBe(200)
  expect(aws.seen[0]?.problem(awsKeys(1))).toBeNull()
  expect(JSON.stringify(aws.seen[0]?.headers)).not.toContain('callers-own')
  expect(JSON.stringify(aws.seen[0]?.headers)).not.toContain(world.key)
})

test('a Bedrock API key goes as a Bearer token, and nothing is signed', async () => {
  using aws = openScriptedAws({ status: 200 })
  await using world = await openWorld(aws.url, { source: mintingSource() })
  await call(world, model, { headers: { 'x-amz-security-token': 'callers-own-token' } })
  const { authorization, 'x-amz-date': date, 'x-amz-security-token': token } = aws.seen[0]?.headers ?? {}
  expect([authorization, date, token]).toEqual([`Bearer ${minted(1)}`, undefined, undefined])
})

test.each<[string, GatewayWorldOptions, RegExp]>([
  [
    'AWS credentials for an upstream that is not signed for',
    { upstream: { dialect: messages } },
    /gives AWS credentials.*upstream\.dialect/,
  ],
  [
    'an access key id alone',
    { source: fixed('AKIAIOSFODNN7EXAMPLE') },
    /a part of an AWS credential.*source \\"aws\\"/,
  ],
])('%s is one clear sentence and no request', async (_, options, words) => {
  using aws = openScriptedAws({ status: 200 })
  await using world = await openWorld(aws.url, options)
  const response = await call(world, options.upstream?.dialect === messages ? '/v1/messages' : model)
  expect(response.status).toBe(424)
  expect(await response.text()).toMatch(words)
  expect(aws.seen).toEqual([])
})

test('a body that cannot be held cannot be signed, and is not sent', async () => {
  using aws = openScriptedAws({ status: 200 })
  await using world = await openWorld(aws.url, { gateway: { hold: { eachBytes: 1000, allBytes: 4000 } } })
  const response = await call(world, model, { body: 'x'.repeat(2000) })
  expect([response.status, response.headers.get('x-warmkey-reason')]).toEqual([424, 'body-too-large'])
  expect(response.headers.get('x-amzn-errortype')).toBe('ValidationException')
  expect(aws.seen).toEqual([])
})

test('a model is renamed in the path, before it is signed', async () => {
  using aws = openScriptedAws({ status: 200 })
  const models = new Map([['sonnet', 'arn:aws:bedrock:us-east-1:1:inference-profile/p']])
  await using world = await openWorld(aws.url, { upstream: { ...signedAsBedrock, models } })
  await call(world, '/model/sonnet/invoke')
  expect(aws.seen[0]?.target).toBe('/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fp/invoke')
  expect(aws.seen[0]?.problem(awsKeys(1))).toBeNull()
})

test('the Claude Platform on AWS is signed for by its own name, with the workspace of the profile', async () => {
  using aws = openScriptedAws(
    {
      status: 401,
      body: '{"type":"error","error":{"type":"authentication_error","message":"The security token included in the request is expired"}}',
    },
    { status: 200 },
  )
  const platform = { service: 'aws-external-anthropic', region: 'us-west-2' }
  await using world = await openWorld(aws.url, {
    upstream: { dialect: messages, signing: platform, extra: { 'anthropic-workspace-id': 'wrkspc_1' } },
  })
  expect((await call(world, '/v1/messages?beta=true')).status).toBe(200)
  await call(world, '/v1/messages', { headers: { 'anthropic-workspace-id': 'wrkspc_of_caller' } })
  expect(aws.seen.map(({ problem }, nth) => problem(awsKeys(Math.min(nth + 1, 2)), platform))).toEqual([
    null,
    null,
    null,
  ])
  expect(aws.seen.map(({ headers }) => headers['anthropic-workspace-id'])).toEqual([
    'wrkspc_1',
    'wrkspc_1',
    'wrkspc_of_caller',
  ])
  expect(world.source.calls).toBe(2)
})
