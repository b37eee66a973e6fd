import { expect, test } from 'bun:test'
import { readConverse, readCount, readInvoke } from './request.ts'

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value))
const whole = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 5, messages: [{ role: 'user', content: 'hi' }] }

test('a body of InvokeModel is that of the Messages API with its version and without what the path says', () => {
  expect(readInvoke(bytes(whole), 'm', true)).toMatchObject({
    model: 'm',
    stream: true,
    maxTokens: 5,
    lastUserText: 'hi',
  })
  const fault = (over: object) => readInvoke(bytes({ ...whole, ...over }), 'm', false)
  expect(fault({ anthropic_version: undefined })).toMatchObject({ message: 'anthropic_version: Field required' })
  expect(fault({ anthropic_version: '1' })).toMatchObject({ message: 'anthropic_version: "1" is not a valid version' })
  expect(fault({ model: 'm' })).toMatchObject({ message: 'model: Extra inputs are not permitted' })
  expect(fault({ anthropic_beta: 'x' })).toMatchObject({ message: 'anthropic_beta: Input should be a valid list' })
  expect(fault({ messages: [] })).toMatchObject({ message: 'messages: at least one message is required' })
  expect(readInvoke(Buffer.from('{'), 'm', false)).toMatchObject({ status: 400, type: 'ValidationException' })
})

test('Converse is read as the same', () => {
  const body = {
    messages: [{ role: 'user', content: [{ text: 'hi' }, { image: {} }] }],
    inferenceConfig: { maxTokens: 7 },
  }
  expect(readConverse(bytes(body), 'm', false)).toMatchObject({ lastUserText: 'hi', maxTokens: 7 })
  expect(readConverse(bytes({}), 'm', false)).toMatchObject({ type: 'ValidationException' })
})

test('a count reads either body', () => {
  const body = bytes(whole).toString('base64')
  expect(readCount(bytes({ input: { invokeModel: { body } } }), 'm')).toMatchObject({ lastUserText: 'hi' })
  const converse = { messages: [{ role: 'user', content: [{ text: 'ho' }] }] }
  expect(readCount(bytes({ input: { converse } }), 'm')).toMatchObject({ lastUserText: 'ho' })
  expect(readCount(bytes({ input: {} }), 'm')).toMatchObject({ status: 400 })
})
