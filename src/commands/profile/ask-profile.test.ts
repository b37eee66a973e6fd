import { expect, test } from 'bun:test'
import { type ScriptedAsker, scriptedAsker } from '../../../test/kit/scripted-asker.ts'
import { type AskedSchema, askObject, askProfile } from './ask-profile.ts'

const asked = ({ questions }: ScriptedAsker) => questions.map(({ message }) => message)

test('nothing is asked that is known already', async () => {
  const asker = scriptedAsker([])
  const draft = { source: { type: 'env', name: 'K' }, upstream: { url: 'https://x.example' } }
  expect(await askProfile(asker, draft, {})).toEqual(draft)
})

test('the source, what it needs, and the address', async () => {
  const asker = scriptedAsker(['command', '~/bin/mint', 'https://llm.example'])
  expect(await askProfile(asker, {}, {})).toEqual({
    source: { type: 'command', command: '~/bin/mint' },
    upstream: { url: 'https://llm.example' },
  })
  expect(asked(asker)).toEqual([
    'Where does the key come from?',
    expect.stringContaining('A line for /bin/sh'),
    'Address of the API',
  ])
  expect(asker.questions[2]?.initial).toBe('https://api.anthropic.com')
})

test('an answer that the schema does not take is asked for again, with the reason', async () => {
  const asker = scriptedAsker(['file', 'key', '', '~/key', 'http://x.example', 'https://x.example'])
  expect(await askProfile(asker, {}, {})).toMatchObject({ source: { path: '~/key' } })
  expect(asker.refusals).toEqual([
    'It must be a whole path, or begin with "~/".',
    'Something has to stand here.',
    expect.stringContaining('It is not encrypted'),
  ])
})

test('Bedrock needs a region and no address', async () => {
  const asker = scriptedAsker(['eu-central-1'])
  const given = { source: { type: 'env', name: 'K' }, upstream: { dialect: 'bedrock' } }
  const draft = await askProfile(asker, given, { AWS_REGION: 'us-west-2' })
  expect(draft).toMatchObject({ upstream: { dialect: 'bedrock', region: 'eu-central-1' } })
  expect(asker.questions[0]?.initial).toBe('us-west-2')
})

test('a block that was begun is finished', async () => {
  const asker = scriptedAsker(['1', '~/jwt'])
  const given = {
    source: { type: 'vault', path: 'secret/x', auth: { method: 'jwt' } },
    upstream: { url: 'https://x.example' },
  }
  expect(await askProfile(asker, given, {})).toMatchObject({
    source: { auth: { method: 'jwt', jwt: { file: '~/jwt' } } },
  })
  expect(asker.questions[0]?.options).toEqual(['env', 'file', 'command'])
})

test('where there are forms, the form first and then what it needs', async () => {
  const form = (method: string, more: Record<string, AskedSchema>): AskedSchema => ({
    type: 'object',
    properties: { method: { const: method }, ...more },
    required: ['method', ...Object.keys(more)],
  })
  const ref: AskedSchema = {
    description: 'Where the secret is',
    anyOf: [
      { type: 'object', properties: { env: { type: 'string' } }, required: ['env'] },
      { type: 'object', properties: { file: { type: 'string' } }, required: ['file'] },
    ],
  }
  const schema: AskedSchema = {
    type: 'object',
    properties: {
      auth: {
        oneOf: [form('token', {}), form('approle', { roleId: { type: 'string', description: 'Role' }, secretId: ref })],
      },
      size: { enum: ['s', 'm'] },
      path: { type: 'string', examples: ['secret/x'] },
    },
    required: ['auth', 'size', 'path'],
  }
  const asker = scriptedAsker(['1', 'my-role', '1', '~/id', 'm', 'kv/x'])
  expect(await askObject(asker, {}, ['x'], schema)).toEqual({
    x: { auth: { method: 'approle', roleId: 'my-role', secretId: { file: '~/id' } }, size: 'm', path: 'kv/x' },
  })
  expect(asker.questions.map(({ options }) => options)).toEqual([
    ['token', 'approle'],
    undefined,
    ['env', 'file'],
    undefined,
    ['s', 'm'],
    undefined,
  ])
  const known = scriptedAsker(['r', 's', 'k'])
  const given = { x: { auth: { method: 'approle', secretId: { file: 'f' } } } }
  expect(await askObject(known, given, ['x'], schema)).toMatchObject({
    x: { auth: { method: 'approle', roleId: 'r', secretId: { file: 'f' } } },
  })
})
