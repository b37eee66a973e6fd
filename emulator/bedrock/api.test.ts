/** Bedrock as the official SDKs see it: they sign, encode and decode, nothing of that is ours. */
import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import AnthropicBedrock from '@anthropic-ai/bedrock-sdk'
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { startEmulator } from '../emulator.ts'

const region = 'us-west-2'
const modelId = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const credentials = {
  accessKeyId: 'AKIAFAKEFAKEFAKE0001',
  secretAccessKey: 'fake/secret+one',
  sessionToken: 'fake-session',
}
const { secretAccessKey, sessionToken } = credentials
const emulator = await startEmulator({ bedrock: { region } })
afterAll(() => emulator.close())
beforeEach(() => {
  emulator.accept(credentials.accessKeyId, { aws: { secretAccessKey, sessionToken } })
  emulator.unscript()
})

const client = (over: Partial<ConstructorParameters<typeof BedrockRuntimeClient>[0]> = {}) =>
  new BedrockRuntimeClient({
    endpoint: emulator.url,
    region,
    credentials,
    requestHandler: new NodeHttpHandler(),
    ...over,
  })
const messages = [{ role: 'user' as const, content: 'good day' }]
const body = JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 50, messages })
const said = { role: 'user' as const, content: [{ text: 'good day' }] }
const refusal = async (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => ({ name: error.name, status: error.$metadata?.httpStatusCode ?? error.status, message: error.message }),
  )

describe('the SDK of AWS', () => {
  test('invokes, streams and counts', async () => {
    const whole = await client().send(new InvokeModelCommand({ modelId, body }))
    expect(JSON.parse(new TextDecoder().decode(whole.body)).content[0].text).toBe('You said: good day')
    const streamed = await client().send(new InvokeModelWithResponseStreamCommand({ modelId, body }))
    const events: { type: string; delta?: { text?: string } }[] = []
    for await (const { chunk } of streamed.body ?? []) events.push(JSON.parse(new TextDecoder().decode(chunk?.bytes)))
    expect(events.map(({ delta }) => delta?.text ?? '').join('')).toBe('You said: good day')
    expect(events.at(-1)).toMatchObject({ 'amazon-bedrock-invocationMetrics': { outputTokenCount: 4 } })
    const input = { invokeModel: { body: new TextEncoder().encode(body) } }
    expect((await client().send(new CountTokensCommand({ modelId, input }))).inputTokens).toBe(27)
  })

  test('converses, streaming or not', async () => {
    const whole = await client().send(new ConverseCommand({ modelId, messages: [said] }))
    expect(whole.output?.message?.content).toEqual([{ text: 'You said: good day' }])
    const { stream } = await client().send(new ConverseStreamCommand({ modelId, messages: [said] }))
    let text = ''
    for await (const event of stream ?? []) text += event.contentBlockDelta?.delta?.text ?? ''
    expect(text).toBe('You said: good day')
  })

  test('hears an error in the middle of a stream as one', async () => {
    emulator.script({ kind: 'stream', deltas: 3, error: { afterDeltas: 1 } })
    const { body: stream } = await client().send(new InvokeModelWithResponseStreamCommand({ modelId, body }))
    const work = (async () => {
      for await (const _ of stream ?? []);
    })()
    expect(await refusal(work)).toMatchObject({ name: 'ModelStreamErrorException' })
  })

  test('carries an API key as a Bearer', async () => {
    emulator.accept('ABSKfake-key-0123456789')
    const bearer = { token: { token: 'ABSKfake-key-0123456789' }, authSchemePreference: ['httpBearerAuth'] }
    expect(await refusal(client(bearer).send(new InvokeModelCommand({ modelId, body })))).toBeNull()
    emulator.expire('ABSKfake-key-0123456789')
    expect(await refusal(client(bearer).send(new InvokeModelCommand({ modelId, body })))).toMatchObject({
      name: 'AccessDeniedException',
      message: 'Bearer Token has expired',
    })
  })

  const clock = (offMs: number) => ({ systemClockOffset: offMs })
  test.each<[string, Parameters<typeof client>[0], string, string]>([
    [
      'an unknown key',
      { credentials: { ...credentials, accessKeyId: 'AKIAFAKEFAKEFAKE0009' } },
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    [
      'no session token',
      { credentials: { accessKeyId: credentials.accessKeyId, secretAccessKey } },
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    [
      'another secret',
      { credentials: { ...credentials, secretAccessKey: 'other' } },
      'InvalidSignatureException',
      'The request signature we calculated does not match',
    ],
    [
      'another region',
      { region: 'eu-west-1' },
      'InvalidSignatureException',
      'Credential should be scoped to a valid region.',
    ],
    ['a clock behind', clock(-20 * 60_000), 'InvalidSignatureException', 'Signature expired: '],
    ['a clock ahead', clock(20 * 60_000), 'InvalidSignatureException', 'Signature not yet current: '],
    [
      'a word that is no key',
      { token: { token: 'sk-ant-x' }, authSchemePreference: ['httpBearerAuth'] },
      'AccessDeniedException',
      'Invalid API Key format',
    ],
  ])('is refused: %s', async (_, over, name, message) => {
    const seen = await refusal(client({ maxAttempts: 1, ...over }).send(new InvokeModelCommand({ modelId, body })))
    expect(seen).toEqual({ name, status: 403, message: expect.stringContaining(message) })
  })

  test('is refused when its session has ended, was revoked or may not use the model', async () => {
    const ask = () => refusal(client().send(new InvokeModelCommand({ modelId, body })))
    emulator.expire(credentials.accessKeyId)
    expect((await ask())?.name).toBe('ExpiredTokenException')
    emulator.revoke(credentials.accessKeyId)
    expect((await ask())?.name).toBe('UnrecognizedClientException')
    emulator.accept(credentials.accessKeyId, { aws: { secretAccessKey, sessionToken }, permissions: { models: [] } })
    expect(await ask()).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('no identity-based policy'),
    })
    emulator.wording('denied', 'bedrock-explicit-deny')
    expect((await ask())?.message).toContain('with an explicit deny')
    emulator.wording('denied', 'aws-not-authorized')
  })

  test('is told what is wrong with a request', async () => {
    const ask = (over: object) => refusal(client().send(new InvokeModelCommand({ modelId, body, ...over })))
    expect(await ask({ modelId: 'amazon.titan' })).toMatchObject({ name: 'ValidationException', status: 400 })
    expect((await ask({ body: '{}' }))?.message).toBe('anthropic_version: Field required')
    expect((await ask({ body: body.replace('{', '{"stream":true,') }))?.message).toContain('stream: Extra inputs')
  })
})

test('the SDK of Anthropic talks, streaming or not', async () => {
  const sdk = new AnthropicBedrock({
    baseURL: emulator.url,
    awsRegion: region,
    awsAccessKey: credentials.accessKeyId,
    awsSecretKey: secretAccessKey,
    awsSessionToken: sessionToken,
  })
  const ask = { model: modelId, max_tokens: 50, messages }
  expect((await sdk.messages.create(ask)).content).toMatchObject([{ text: 'You said: good day' }])
  expect((await sdk.messages.stream(ask).finalMessage()).content).toMatchObject([{ text: 'You said: good day' }])
})

test('a request is noted by the id of its key, and nothing that signs is kept', async () => {
  emulator.clearSeen()
  await client().send(new InvokeModelCommand({ modelId, body }))
  const [seen] = emulator.seen
  expect(seen).toMatchObject({ status: 200, model: modelId })
  expect(seen?.credentials.map(({ header }) => header).sort()).toEqual(['authorization', 'x-amz-security-token'])
  expect(JSON.stringify(seen)).not.toContain('fake-session')
  expect(JSON.stringify(seen)).not.toContain('Signature=')
})

test('a path that it does not know is unknown, whoever asks', async () => {
  const answer = await fetch(`${emulator.url}/model/x/forget`, { method: 'POST' })
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('UnknownOperationException')])
  expect((await fetch(`${emulator.url}/inference-profiles`)).status).toBe(403)
})
