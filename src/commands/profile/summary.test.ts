import { expect, test } from 'bun:test'
import { profileSchema } from '../../profile.ts'
import { fitted, sourceSummary, upstreamSummary } from './summary.ts'

const profile = (source: object) => profileSchema.parse({ source, upstream: { url: 'https://x.example' } })

test('a source in a few words', () => {
  expect(sourceSummary(profile({ type: 'command', command: ['mint', '--for', 'me'], ttl: '1h' }))).toBe(
    'command mint --for me',
  )
  expect(sourceSummary(profile({ type: 'command', command: 'mint  sk-ant-fake-0123456789abcdef' }))).toBe(
    'command mint [secret]',
  )
  expect(sourceSummary(profile({ type: 'file', path: '~/k' }))).toBe('file ~/k')
  expect(upstreamSummary(profile({ type: 'file', path: '~/k' }))).toBe('x.example')
  const bedrock = { source: { type: 'env', name: 'K' }, upstream: { dialect: 'bedrock', region: 'us-east-1' } }
  expect(upstreamSummary(profileSchema.parse(bedrock))).toBe('bedrock, bedrock-runtime.us-east-1.amazonaws.com')
})

test('what does not fit ends in a sign', () => {
  expect([fitted('abc', 3), fitted('abcd', 3), fitted('abcd', 0)]).toEqual(['abc', 'ab…', '…'])
})
