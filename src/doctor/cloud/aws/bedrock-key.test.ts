import { expect, test } from 'bun:test'
import { readBedrockKey } from './bedrock-key.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

test('a long-term key tells its account', () => {
  expect(readBedrockKey(`ABSK${base64('BedrockAPIKey-ab12+1-at-123456789012:made-up')}`)).toEqual({
    kind: 'long-term',
    endsAtMs: null,
    region: null,
    account: '123456789012',
  })
  expect(readBedrockKey('ABSKmade-up')?.account).toBeNull()
})

test('a short-term key tells its end and its region', () => {
  const signed =
    'bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIAFAKE%2F20261121%2Feu-west-1%2Fbedrock%2Faws4_request&X-Amz-Date=20261121T100000Z&X-Amz-Expires=43200&X-Amz-Signature=00&Version=1'
  expect(readBedrockKey(`bedrock-api-key-${base64(signed)}`)).toEqual({
    kind: 'short-term',
    endsAtMs: Date.parse('2026-11-21T22:00:00Z'),
    region: 'eu-west-1',
    account: null,
  })
  expect(readBedrockKey('bedrock-api-key-???')).toEqual({
    kind: 'short-term',
    endsAtMs: null,
    region: null,
    account: null,
  })
})

test('another text is none', () => {
  expect(readBedrockKey('sk-ant-api03-made-up')).toBeNull()
})
