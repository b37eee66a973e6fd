import { expect, test } from 'bun:test'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import type { ClientWorld } from '../../clients/client.ts'
import { aliasOf } from './alias.ts'

const worldOf = (scratch: Scratch, path = ''): ClientWorld =>
  ({
    env: { PATH: path },
    home: scratch.path('home'),
    cwd: scratch.path('project'),
    platform: 'linux',
    read: () => null,
    list: () => [],
    policies: { machine: null, user: null },
  }) satisfies ClientWorld

test('an alias, and what it starts', () => {
  using scratch = makeScratch()
  const world = worldOf(scratch)
  expect(aliasOf(world)).toBeNull()
  scratch.write('home/.bashrc', '# alias claude=x\nalias claude="~/.claude/local/claude --verbose"\n')
  expect(aliasOf(world)).toEqual({
    file: scratch.path('home/.bashrc'),
    line: 2,
    target: scratch.path('home/.claude/local/claude'),
  })
  scratch.write('home/.zshrc', '\n\nclaude() {\n  command claude "$@"\n}\n')
  expect(aliasOf(world)).toMatchObject({ line: 3, target: null })
})
