import { expect, test } from 'bun:test'
import { readMessageRequest } from './message-request.ts'

const good = { model: 'claude-sonnet-5', max_tokens: 10, messages: [{ role: 'user', content: 'hi' }] }
const read = (body: unknown, has = { betas: false, maxTokens: true }) =>
  readMessageRequest(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), has)
const message = (...messages: unknown[]) => ({ ...good, messages })

test('a good body is read', () => {
  expect(read({ ...good, stream: true })).toEqual({
    model: 'claude-sonnet-5',
    stream: true,
    maxTokens: 10,
    lastUserText: 'hi',
    inputTokens: 26,
  })
})

test.each<[unknown, string]>([
  ['', 'The request body is not valid JSON: Input is a zero-length, empty document: line 1 column 1 (char 0)'],
  ['{"model":', 'The request body is not valid JSON: unexpected character: line 1 column 1 (char 0)'],
  ['{"a":"\\ud83d"}', 'The request body is not valid JSON: no low surrogate in string: line 1 column 7 (char 6)'],
  ['{"a":"\\udc00"}', 'The request body is not valid JSON: no low surrogate in string: line 1 column 7 (char 6)'],
  ['[]', 'Input should be a valid dictionary'],
  [{ ...good, model: undefined }, 'model: Field required'],
  [{ ...good, messages: undefined }, 'messages: Field required'],
  [{ ...good, max_tokens: undefined }, 'max_tokens: Field required'],
  [{ ...good, betas: [] }, 'betas: Extra inputs are not permitted'],
  [{ ...good, context_management: {} }, 'context_management: Extra inputs are not permitted'],
  [{ ...good, model: 5 }, 'model: Input should be a valid string'],
  [{ ...good, model: '' }, 'model: String should have at least 1 character'],
  [{ ...good, max_tokens: '5' }, 'max_tokens: Input should be a valid integer'],
  [{ ...good, max_tokens: 0 }, 'max_tokens: Input should be greater than or equal to 1'],
  [{ ...good, stream: 'yes' }, 'stream: Input should be a valid boolean'],
  [{ ...good, messages: 'hi' }, 'messages: Input should be a valid list'],
  [message(), 'messages: at least one message is required'],
  [message('hi'), 'messages.0: Input should be a valid dictionary'],
  [message({ content: 'hi' }), 'messages.0.role: Field required'],
  [message({ role: 'tool', content: 'hi' }), "messages.0.role: Input should be 'user', 'assistant' or 'system'"],
  [message({ role: 'user' }), 'messages.0.content: Field required'],
  [message({ role: 'user', content: 5 }), 'messages.0.content: Input should be a valid list'],
  [
    message({ role: 'user', content: '' }),
    'messages.0: all messages must have non-empty content except for the optional final assistant message',
  ],
  [message({ role: 'user', content: ['hi'] }), 'messages.0.content.0: Input should be a valid dictionary'],
  [message({ role: 'user', content: [{}] }), 'messages.0.content.0.type: Field required'],
  [message({ role: 'user', content: [{ type: 'text' }] }), 'messages.0.content.0.text.text: Field required'],
  [message({ role: 'user', content: [{ type: 'text', text: '' }] }), 'messages: text content blocks must be non-empty'],
])('%j is refused', (body, words) => {
  expect(read(body)).toMatchObject({ status: 400, type: 'invalid_request_error', message: words })
})

test('bytes that are no UTF-8 are no JSON', () => {
  const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xff), Buffer.from('"}')])
  expect(readMessageRequest(bytes, { betas: false, maxTokens: true })).toMatchObject({
    message:
      'The request body is not valid JSON: str is not valid UTF-8: surrogates not allowed: line 1 column 1 (char 0)',
  })
})

test.each<[string, unknown]>([
  [
    'a whole pair of surrogates',
    '{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"\\ud83d\\ude00 \\\\ud83d"}]}',
  ],
  ['an empty last answer', message({ role: 'user', content: 'hi' }, { role: 'assistant', content: '' })],
  ['a system message between turns', message({ role: 'user', content: 'hi' }, { role: 'system', content: 'be kind' })],
  ['blocks of any other type', message({ role: 'user', content: [{ type: 'image', source: {} }] })],
])('%s is taken', (_, body) => {
  expect(read(body)).not.toHaveProperty('status')
})

test('a beta field goes with a beta header alone, and counting wants no max_tokens', () => {
  expect(read({ ...good, context_management: {} }, { betas: true, maxTokens: true })).not.toHaveProperty('status')
  expect(read({ ...good, max_tokens: undefined }, { betas: false, maxTokens: false })).not.toHaveProperty('status')
})

test.each<[string, unknown[], string]>([
  [
    'of the last user',
    [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
      { role: 'user', content: 'c' },
    ],
    'c',
  ],
  [
    'before a system message',
    [
      { role: 'user', content: 'a' },
      { role: 'system', content: 'b' },
    ],
    'a',
  ],
  [
    'the last of several blocks',
    [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
    ],
    'b',
  ],
  [
    'before a tool result',
    [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: [{ type: 'tool_use' }] },
      { role: 'user', content: [{ type: 'tool_result' }] },
    ],
    'a',
  ],
  ['none', [{ role: 'user', content: [{ type: 'image' }] }], ''],
])('the last text: %s', (_, messages, text) => {
  expect(read(message(...messages))).toMatchObject({ lastUserText: text })
})
