import { expect, test } from 'bun:test'
import {
  BedrockClient,
  GetFoundationModelAvailabilityCommand,
  ListInferenceProfilesCommand,
} from '@aws-sdk/client-bedrock'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { startEmulator } from '../emulator.ts'
import { availability, type Lack } from './availability.ts'

test.each<[Lack | null, string, string, string, string]>([
  [null, 'AVAILABLE', 'AUTHORIZED', 'AVAILABLE', 'AVAILABLE'],
  ['agreement', 'NOT_AVAILABLE', 'AUTHORIZED', 'AVAILABLE', 'AVAILABLE'],
  ['access', 'AVAILABLE', 'NOT_AUTHORIZED', 'AVAILABLE', 'AVAILABLE'],
  ['entitlement', 'AVAILABLE', 'AUTHORIZED', 'NOT_AVAILABLE', 'AVAILABLE'],
  ['region', 'AVAILABLE', 'AUTHORIZED', 'AVAILABLE', 'NOT_AVAILABLE'],
])('an account that lacks %s', (lacks, agreement, authorizationStatus, entitlementAvailability, regionAvailability) => {
  expect(availability('anthropic.x', lacks)).toEqual({
    modelId: 'anthropic.x',
    agreementAvailability: { status: agreement },
    authorizationStatus,
    entitlementAvailability,
    regionAvailability,
  })
})

test('the official SDK reads it, and the denial of a list', async () => {
  const emulator = await startEmulator({
    bedrock: { region: 'us-west-2', lacks: 'agreement', denies: ['bedrock:ListInferenceProfiles'] },
  })
  await using _ = { [Symbol.asyncDispose]: emulator.close }
  emulator.accept('AKIAFAKEFAKEFAKE0001', { aws: { secretAccessKey: 'fake' } })
  const client = new BedrockClient({
    endpoint: emulator.url,
    region: 'us-west-2',
    credentials: { accessKeyId: 'AKIAFAKEFAKEFAKE0001', secretAccessKey: 'fake' },
    requestHandler: new NodeHttpHandler(),
    maxAttempts: 1,
  })
  const modelId = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
  expect(await client.send(new GetFoundationModelAvailabilityCommand({ modelId }))).toMatchObject({
    modelId,
    agreementAvailability: { status: 'NOT_AVAILABLE' },
  })
  await expect(client.send(new ListInferenceProfilesCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('bedrock:ListInferenceProfiles'),
  })
})
