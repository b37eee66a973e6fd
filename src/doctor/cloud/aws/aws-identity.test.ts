import { afterAll, expect, test } from 'bun:test'
import { startEmulator } from '../../../../emulator/emulator.ts'
import { awsBench } from '../../../../test/kit/aws-bench.ts'
import { awsEnd, identifyAws, modelsOf } from './aws-identity.ts'

const { signal } = new AbortController()
const emulator = await startEmulator({ bedrock: {} })
afterAll(() => emulator.close())
const about = { name: 'CLAUDE_CODE_USE_BEDROCK', place: 'the shell', hides: [] }

test('a long-term key of Bedrock tells its account, and Bedrock that it is taken', async () => {
  const key = `ABSK${Buffer.from('BedrockAPIKey-ab12-at-123456789012:made-up').toString('base64')}`
  emulator.accept(key)
  const bench = awsBench({ env: { AWS_BEARER_TOKEN_BEDROCK: key, ANTHROPIC_BEDROCK_BASE_URL: emulator.url } })
  expect(await identifyAws(bench, about, signal)).toMatchObject({
    accepted: true,
    because: 'GET /inference-profiles: 200, POST /model/…/invoke: 400 ValidationException',
    aws: { account: '123456789012', arn: null, region: 'us-east-1' },
    endpoint: emulator.url,
    endpointPlace: 'the shell',
    fingerprint: expect.stringMatching(/^[0-9a-f]+$/),
  })
  expect(await awsEnd(bench, signal)).toBeNull()
})

test('a key that is refused is one that is not accepted', async () => {
  const env = { AWS_BEARER_TOKEN_BEDROCK: 'ABSKother', ANTHROPIC_BEDROCK_BASE_URL: emulator.url }
  expect(await identifyAws(awsBench({ env }), about, signal)).toMatchObject({ accepted: false, models: null })
})

test('where a project says how, nobody is asked', async () => {
  const files = { '/home/dev/shop/.claude/settings.json': { env: { AWS_PROFILE: 'prod' } } }
  expect(await identifyAws(awsBench({ files }), about, signal)).toMatchObject({
    accepted: null,
    because: expect.stringContaining('AWS_PROFILE of /home/dev/shop/.claude/settings.json'),
  })
  expect(await awsEnd(awsBench({ files }), signal)).toBeNull()
})

test('a list without models is none', () => {
  const list = { status: 200, headers: new Headers(), text: '{}' }
  const nothing = { exported: null, link: null, failure: null, expiresAtMs: null, identity: null, models: [] }
  expect(modelsOf({ ...nothing, list, availability: null, message: null })).toBeNull()
})
