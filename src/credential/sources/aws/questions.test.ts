import { afterAll, expect, test } from 'bun:test'
import { startEmulator } from '../../../../emulator/emulator.ts'
import { systemClock } from '../../../clock.ts'
import { type AwsQuestion, askQuestions } from './questions.ts'

const region = 'us-west-2'
const emulator = await startEmulator({ bedrock: { region } })
afterAll(() => emulator.close())
const keys = { accessKeyId: 'ASIAFAKEFAKEFAKE0001', secretAccessKey: 'fake-secret', sessionToken: 'fake-session' }
emulator.accept(keys.accessKeyId, { aws: { secretAccessKey: 'fake-secret', sessionToken: 'fake-session' } })

const bedrock = (path: string, more: Partial<AwsQuestion> = {}): AwsQuestion => ({
  name: 'it',
  service: 'bedrock',
  region,
  method: 'GET',
  url: `${emulator.url}${path}`,
  ...more,
})
const ask = (...questions: AwsQuestion[]) => askQuestions(questions, keys, { clock: systemClock, env: {} })

test('what STS says in XML comes as JSON, whether it agrees or refuses', async () => {
  const body = 'Action=GetCallerIdentity&Version=2011-06-15'
  const identity = bedrock('/', { service: 'sts', method: 'POST', body })
  expect(await ask(identity)).toMatchObject([
    { name: 'it', status: 200, text: expect.stringContaining('"Account":"123456789012"') },
  ])
  const [said] = await askQuestions([identity], { ...keys, secretAccessKey: 'x' }, { clock: systemClock, env: {} })
  expect(said).toMatchObject({
    status: 403,
    text: expect.stringMatching(/"Code":"SignatureDoesNotMatch","message":"The/),
  })
})

test('a signature holds for a model whose name has a colon, and a query', async () => {
  const invoke = `/model/${encodeURIComponent('us.anthropic.claude-sonnet-4-5-20250929-v1:0')}/invoke`
  const said = await ask(
    bedrock('/inference-profiles?type=SYSTEM_DEFINED&maxResults=1000'),
    bedrock(invoke, { method: 'POST', body: '{"anthropic_version":"bedrock-2023-05-31"}' }),
  )
  expect(said.map((each) => ('status' in each ? each.status : each.fault))).toEqual([200, 400])
})

test('of the list, one model of each family is asked for', async () => {
  const invoke = bedrock('/model/{model}/invoke', { name: 'model', method: 'POST', body: '{}', after: 'list' })
  const said = await ask(bedrock('/inference-profiles', { name: 'list' }), invoke)
  expect(said.map(({ name, model }) => model ?? name)).toEqual([
    'list',
    'us.anthropic.claude-opus-5-5',
    'us.anthropic.claude-sonnet-5',
    'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  ])
})

test('an address where nobody listens is a fault, and no rejection', async () => {
  expect(await ask(bedrock('', { url: 'http://127.0.0.1:9/' }))).toMatchObject([
    { fault: expect.stringMatching(/^ECONNREFUSED$|^ConnectionRefused$/) },
  ])
})

test('a refusal that repeats what should have been signed is given without its secrets', async () => {
  emulator.script({
    kind: 'response',
    status: 403,
    body: JSON.stringify({ message: `token:${keys.sessionToken} secret:${keys.secretAccessKey}` }),
  })
  const invoke = bedrock('/model/us.anthropic.claude-sonnet-5/invoke', { method: 'POST', body: '{}' })
  expect(await ask(invoke)).toMatchObject([{ status: 403, text: '{"message":"token:… secret:…"}' }])
})
