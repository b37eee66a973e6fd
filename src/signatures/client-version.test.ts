import { expect, test } from 'bun:test'
import { isWithin, readClient } from './client-version.ts'

test.each([
  ['claude-code@2.1.329', { name: 'claude-code', version: [2, 1, 329] }],
  ['claude@v2.1', { name: 'claude-code', version: [2, 1] }],
  ['opencode', { name: 'opencode', version: null }],
  ['cline@3.0.0-beta.1', { name: 'cline', version: [3, 0, 0] }],
  ['@2.1', null],
  ['two words', null],
])('%p', (text, client) => {
  expect(readClient(text)).toEqual(client)
})

test.each([
  ['claude-code@2.1.205', 'claude-code<2.1.206', true],
  ['claude-code@2.1.206', 'claude-code<2.1.206', false],
  ['claude-code@2.1.206', 'claude-code<=2.1.206', true],
  ['claude-code@2.2', 'claude-code>=2.1.300', true],
  ['claude-code@2.1.299', 'claude-code>=2.1.300', false],
  ['claude-code', 'claude-code<2.1.206', true],
  ['opencode@1.0', 'claude-code', false],
])('%s in %s: %p', (text, range, within) => {
  const client = readClient(text)
  expect(client !== null && isWithin(client, range)).toBe(within)
})
