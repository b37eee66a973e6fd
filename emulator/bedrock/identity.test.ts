import { afterAll, expect, test } from 'bun:test'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { startEmulator } from '../emulator.ts'
import { caller, denial } from './identity.ts'

const emulator = await startEmulator({ bedrock: { region: 'us-west-2' } })
afterAll(() => emulator.close())
emulator.accept('ASIAFAKEFAKEFAKE0001', { aws: { secretAccessKey: 'fake', sessionToken: 'session' } })

const ask = (accessKeyId: string, secretAccessKey = 'fake') =>
  new STSClient({
    endpoint: emulator.url,
    region: 'us-west-2',
    credentials: { accessKeyId, secretAccessKey, sessionToken: 'session' },
    requestHandler: new NodeHttpHandler(),
    maxAttempts: 1,
  }).send(new GetCallerIdentityCommand({}))

test('the official SDK is told whose a key is', async () => {
  expect(await ask('ASIAFAKEFAKEFAKE0001')).toMatchObject({ Account: '123456789012', Arn: caller })
})

test('and reads each refusal by its own code', async () => {
  await expect(ask('ASIAFAKEFAKEFAKE0002')).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
  await expect(ask('ASIAFAKEFAKEFAKE0001', 'other')).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
  emulator.accept('ASIAFAKEFAKEFAKE0003', { aws: { secretAccessKey: 'fake', sessionToken: 'session' } })
  emulator.expire('ASIAFAKEFAKEFAKE0003')
  await expect(ask('ASIAFAKEFAKEFAKE0003')).rejects.toMatchObject({ name: 'ExpiredToken' })
})

test('who comes without a signature, or asks for something else, is told so', async () => {
  const post = (body: string) => fetch(emulator.url, { method: 'POST', body }).then((answer) => answer.text())
  expect(await post('Action=GetCallerIdentity&Version=2011-06-15')).toContain('<Code>MissingAuthenticationToken</Code>')
  expect(await post('Action=Other')).toContain('<Code>InvalidAction</Code>')
})

test('a denial names the action and whom', () => {
  expect(denial('bedrock:InvokeModel', 'us-west-2')).toMatchObject({
    status: 403,
    message: expect.stringContaining(`User: ${caller} is not authorized to perform: bedrock:InvokeModel`),
  })
})
