/**
 * The official SDKs through the gateway to Bedrock: sessions end under them and no call fails; a denial is the
 * AccessDeniedException that they know; the event stream that reaches them is byte for byte the one that was sent.
 */
import { describe, expect, test } from 'bun:test'
import AnthropicBedrock from '@anthropic-ai/bedrock-sdk'
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { eventFrame, exceptionFrame } from '../../emulator/bedrock/frames.ts'
import { bedrock } from '../../src/gateway/dialects/bedrock.ts'
import { awsKeys, awsSource } from '../kit/aws-source.ts'
import { createFakeClock } from '../kit/fake-clock.ts'
import { type GatewayWorld, openGatewayWorld } from '../kit/gateway-world.ts'
import { needsPython, pythonProgram } from '../kit/python.ts'

const region = 'us-west-2'
const modelId = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const text = 'good day'
const rounds = 4

interface World extends GatewayWorld {
  /** From now on the n-th session is good, for these models or for all. */
  accept(n: number, models?: readonly string[]): void
  /** A while later the session in use ends, and the next one is good. */
  turn(round: number): Promise<void>
}

/** A gateway that signs with the sessions of a source, in front of Bedrock. */
async function openWorld(): Promise<World> {
  const clock = createFakeClock()
  const world = await openGatewayWorld({
    clock,
    source: awsSource(),
    emulator: { bedrock: { region } },
    upstream: { dialect: bedrock, header: 'authorization', signing: { service: 'bedrock', region } },
  })
  const accept = (n: number, models?: readonly string[]) => {
    const { accessKeyId, ...aws } = awsKeys(n)
    world.emulator.accept(accessKeyId, { aws, ...(models === undefined ? {} : { permissions: { models } }) })
  }
  const turn = async (round: number) => {
    await clock.advance(15 * 60_000)
    if (round > 1) world.emulator.expire(awsKeys(round - 1).accessKeyId)
    accept(round)
  }
  return Object.assign(world, { accept, turn })
}

const awsSdk = ({ gateway, key }: GatewayWorld) =>
  new BedrockRuntimeClient({
    endpoint: gateway.url,
    region,
    token: { token: key },
    authSchemePreference: ['httpBearerAuth'],
    maxAttempts: 1,
    // By itself this SDK speaks HTTP/2 to Bedrock.
    requestHandler: new NodeHttpHandler(),
  })

const anthropicSdk = ({ gateway, key }: GatewayWorld) =>
  new AnthropicBedrock({ baseURL: gateway.url, awsRegion: region, apiKey: key, maxRetries: 0 })

const said = { role: 'user' as const, content: [{ text }] }
const body = JSON.stringify({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 50,
  messages: [{ role: 'user', content: text }],
})

const calls: Record<string, (world: GatewayWorld) => Promise<string>> = {
  '@anthropic-ai/bedrock-sdk': async (world) => {
    const ask = { model: modelId, max_tokens: 50, messages: [{ role: 'user' as const, content: text }] }
    const { content } = await anthropicSdk(world).messages.create(ask)
    return content.map((block) => (block.type === 'text' ? block.text : '')).join('')
  },
  '@anthropic-ai/bedrock-sdk, streaming': async (world) => {
    const ask = { model: modelId, max_tokens: 50, messages: [{ role: 'user' as const, content: text }] }
    return anthropicSdk(world).messages.stream(ask).finalText()
  },
  'client-bedrock-runtime, Converse': async (world) => {
    const answer = await awsSdk(world).send(new ConverseCommand({ modelId, messages: [said] }))
    return answer.output?.message?.content?.[0]?.text ?? ''
  },
  'client-bedrock-runtime, ConverseStream': async (world) => {
    const { stream } = await awsSdk(world).send(new ConverseStreamCommand({ modelId, messages: [said] }))
    let whole = ''
    for await (const event of stream ?? []) whole += event.contentBlockDelta?.delta?.text ?? ''
    return whole
  },
  'client-bedrock-runtime, InvokeModelWithResponseStream': async (world) => {
    const answer = await awsSdk(world).send(new InvokeModelWithResponseStreamCommand({ modelId, body }))
    let whole = ''
    for await (const { chunk } of answer.body ?? []) {
      whole += JSON.parse(new TextDecoder().decode(chunk?.bytes)).delta?.text ?? ''
    }
    return whole
  },
}

for (const [name, call] of Object.entries(calls)) {
  describe(name, () => {
    test('every session ends under it, and every call is answered', async () => {
      await using world = await openWorld()
      for (let round = 1; round <= rounds; round++) {
        await world.turn(round)
        expect(await call(world)).toBe(`You said: ${text}`)
      }
      expect(world.source.calls).toBe(rounds)
      const statuses = world.emulator.seen.map(({ status }) => status)
      expect(statuses).toEqual([200, ...Array.from({ length: rounds - 1 }, () => [403, 200]).flat()])
    })

    test('a denial is its own, and costs one request', async () => {
      await using world = await openWorld()
      world.accept(1, [])
      const error = await call(world).then(
        () => null,
        (thrown) => thrown,
      )
      expect(error?.status ?? error?.$metadata?.httpStatusCode).toBe(403)
      expect(error?.message).toContain('is not authorized to perform: bedrock:InvokeModel')
      if (name.startsWith('client-')) expect(error.name).toBe('AccessDeniedException')
      expect([world.emulator.seen.length, world.source.calls]).toEqual([1, 1])
    })
  })
}

test('a hundred calls meet one ended session: one renewal, and every one is answered', async () => {
  await using world = await openWorld()
  const call = calls['@anthropic-ai/bedrock-sdk'] ?? (() => Promise.resolve(''))
  await world.turn(1)
  await call(world)
  await world.turn(2)
  const answers = await Promise.all(Array.from({ length: 100 }, () => call(world)))
  expect(new Set(answers)).toEqual(new Set([`You said: ${text}`]))
  expect(world.source.calls).toBe(2)
})

test.each(['length', 'chunked', 'close'] as const)('an event stream passes byte for byte (%s)', async (framing) => {
  await using world = await openWorld()
  world.accept(1)
  const events = Array.from({ length: 200 }, (_, n) => eventFrame('chunk', { bytes: 'x'.repeat(n * 7), p: 'abc' }))
  const sent = Buffer.concat([...events, exceptionFrame('throttlingException', 'Ü'), Buffer.from([0, 255, 13, 10])])
  const headers = {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-bedrock-content-type': 'application/json',
    'x-amzn-requestid': '3e2d0c1b-0000-4000-8000-000000000001',
  }
  world.emulator.script({ kind: 'response', status: 200, headers, body: sent, framing })
  const answer = await fetch(`${world.gateway.url}/model/${modelId}/invoke-with-response-stream`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${world.key}` },
  })
  expect(Object.fromEntries(answer.headers)).toMatchObject(headers)
  expect(Buffer.from(await answer.arrayBuffer()).equals(sent)).toBe(true)
})

const script = `
import sys, boto3
from botocore.config import Config
from botocore.exceptions import ClientError
url, model = sys.argv[1:]
client = boto3.client("bedrock-runtime", endpoint_url=url, region_name="${region}", config=Config(retries={"total_max_attempts": 1}))
ask = dict(modelId=model, messages=[dict(role="user", content=[dict(text="${text}")])])
def stream():
    return "".join(e["contentBlockDelta"]["delta"]["text"] for e in client.converse_stream(**ask)["stream"] if "contentBlockDelta" in e)
for line in sys.stdin:
    try:
        print(client.converse(**ask)["output"]["message"]["content"][0]["text"] if line.strip() == "ask" else stream(), flush=True)
    except ClientError as error:
        print(error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Message"], flush=True)
`

/** A boto3 client that lives while sessions come and go. */
function boto3(world: GatewayWorld) {
  const child = Bun.spawn([pythonProgram(), '-c', script, world.gateway.url, modelId], {
    // It sends a Bearer over TLS alone, so it signs: the local key is its id, and what it signs with opens nothing.
    env: { PATH: '/usr/bin:/bin', AWS_ACCESS_KEY_ID: world.key, AWS_SECRET_ACCESS_KEY: 'unused' },
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const lines = (async function* () {
    let rest = ''
    for await (const chunk of child.stdout) {
      const [last = '', ...whole] = (rest + new TextDecoder().decode(chunk)).split('\n').reverse()
      rest = last
      yield* whole.reverse()
    }
  })()
  return {
    async ask(what: 'ask' | 'stream') {
      child.stdin.write(`${what}\n`)
      child.stdin.flush()
      return (await lines.next()).value
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await child.exited
    },
  }
}

needsPython()('boto3: sessions end under one living client, and a denial is the one that it knows', async () => {
  await using world = await openWorld()
  await using client = boto3(world)
  for (let round = 1; round <= rounds; round++) {
    await world.turn(round)
    expect(await client.ask(round % 2 === 0 ? 'stream' : 'ask')).toBe(`You said: ${text}`)
  }
  expect(world.source.calls).toBe(rounds)
  world.accept(rounds, [])
  world.emulator.clearSeen()
  expect(await client.ask('ask')).toMatch(
    /^AccessDeniedException 403 User: arn:aws:sts::\d+:assumed-role\/dev\/build is not authorized/,
  )
  expect([world.emulator.seen.length, world.source.calls]).toEqual([1, rounds])
})
