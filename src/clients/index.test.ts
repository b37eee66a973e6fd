import { expect, test } from 'bun:test'
import { clientFor, clients } from './index.ts'

test.each([
  ['claude', 'claude-code'],
  ['/opt/tools/claude', 'claude-code'],
  ['./claude', 'claude-code'],
  ['C:\\Tools\\claude.exe', 'claude-code'],
  ['claude.cmd', 'claude-code'],
  ['claude-monitor', 'generic'],
  ['notclaude', 'generic'],
  ['opencode', 'opencode'],
  ['/usr/bin/opencode', 'opencode'],
  ['python', 'generic'],
])('%s is %s', (command, id) => {
  expect(clientFor(command).id).toBe(id)
})

test('ids are unique, and the one that takes anything comes last', () => {
  expect(new Set(clients.map(({ id }) => id)).size).toBe(clients.length)
  expect(clients.findIndex(({ matches }) => matches('anything at all'))).toBe(clients.length - 1)
})
