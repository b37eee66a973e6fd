import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { secureStore } from './secure-store.ts'

const of = (env: Record<string, string>) => secureStore(paperWorld({ env }))

test('the usual names, and those of a directory of one’s own', () => {
  expect(of({})).toEqual({
    file: '/home/dev/.claude/.credentials.json',
    service: 'Claude Code-credentials',
    keyService: 'Claude Code',
  })
  // printf %s /home/dev/other | sha256sum
  const other = { file: '/home/dev/other/.credentials.json', service: 'Claude Code-credentials-7432de7d' }
  expect(of({ CLAUDE_CONFIG_DIR: '/home/dev/other' })).toMatchObject(other)
  expect(of({ CLAUDE_CONFIG_DIR: '/x', CLAUDE_SECURESTORAGE_CONFIG_DIR: '/home/dev/other' })).toMatchObject(other)
  expect(of({ CLAUDE_CONFIG_DIR: '/x', CLAUDE_SECURESTORAGE_CONFIG_DIR: '' })).toEqual(of({}))
  // The same name however its letters are composed.
  expect(of({ CLAUDE_CONFIG_DIR: '/caf\u00e9' }).service).toBe(of({ CLAUDE_CONFIG_DIR: '/cafe\u0301' }).service)
})
