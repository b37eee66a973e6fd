import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from './argv.ts'
import { localRoot, readLayers } from './layers.ts'

const order = (paper: Paper, args: string[] = []) =>
  readLayers(paperWorld(paper), parseClaudeArgs(args)).layers.map(
    ({ origin }) => `${origin.scope}${origin.trusted ? '' : '?'} ${origin.place}`,
  )

const user = '/home/dev/.claude/settings.json'
const project = '/home/dev/shop/.claude/settings.json'
const local = '/home/dev/shop/.claude/settings.local.json'

test('the strongest first: managed, command line, local, project, user', () => {
  const files = {
    [user]: {},
    [project]: {},
    [local]: {},
    '/etc/claude-code/managed-settings.json': {},
    '/home/dev/shop/own.json': {},
  }
  expect(order({ files }, ['--settings', 'own.json'])).toEqual([
    'managed /etc/claude-code/managed-settings.json',
    'command-line /home/dev/shop/own.json',
    `local? ${local}`,
    `project? ${project}`,
    `user ${user}`,
  ])
})

test('--settings as text, between blanks', () => {
  expect(order({}, ['--settings', ' {"env":{}} '])).toEqual(['command-line --settings'])
})

test('--setting-sources leaves files out', () => {
  expect(order({ files: { [user]: {}, [project]: {}, [local]: {} } }, ['--setting-sources', 'user'])).toEqual([
    `user ${user}`,
  ])
})

test('below a repository, its own local file comes first and its project file does not count', () => {
  const cwd = '/home/dev/shop/web'
  const files = {
    '/home/dev/shop/.git/HEAD': 'ref',
    [project]: {},
    [local]: {},
    [`${cwd}/.claude/settings.json`]: {},
    [`${cwd}/.claude/settings.local.json`]: {},
  }
  expect(order({ files, cwd })).toEqual([
    `local? ${local}`,
    `local? ${cwd}/.claude/settings.local.json`,
    `project? ${cwd}/.claude/settings.json`,
  ])
})

test('in the home directory the project’s file is the user’s own', () => {
  expect(order({ files: { [user]: {} }, cwd: '/home/dev' })).toEqual([`user ${user}`])
})

test('CLAUDE_CONFIG_DIR moves the user’s settings', () => {
  const files = { '/srv/c/settings.json': {}, [user]: {} }
  expect(order({ files, env: { CLAUDE_CONFIG_DIR: '/srv/c' } })).toEqual(['user /srv/c/settings.json'])
})

test.each(['', 'conf', '.'])(
  'user settings that lie in the project are not trusted (CLAUDE_CONFIG_DIR=%p)',
  (directory) => {
    const path = directory === 'conf' ? '/home/dev/shop/conf/settings.json' : '/home/dev/shop/settings.json'
    expect(order({ files: { [path]: {} }, env: { CLAUDE_CONFIG_DIR: directory } })).toEqual([`user? ${path}`])
  },
)

test.each<[string, Paper, string | null]>([
  ['outside of git', {}, null],
  ['the root itself', { files: { '/home/dev/shop/.git/HEAD': '' } }, '/home/dev/shop'],
  ['below the root', { cwd: '/home/dev/shop/a/b', files: { '/home/dev/shop/.git/HEAD': '' } }, '/home/dev/shop'],
  [
    'a linked work tree',
    {
      cwd: '/home/dev/tree/a',
      files: {
        '/home/dev/tree/.git': 'gitdir: /home/dev/shop/.git/worktrees/tree\n',
        '/home/dev/shop/.git/worktrees/tree/commondir': '../..\n',
      },
    },
    '/home/dev/shop',
  ],
  [
    'a submodule',
    {
      cwd: '/home/dev/shop/sub',
      files: { '/home/dev/shop/sub/.git': 'gitdir: ../.git/modules/sub\n', '/home/dev/shop/.git/HEAD': '' },
    },
    '/home/dev/shop/sub',
  ],
])('where the local file is looked for: %s', (_, paper, expected) => {
  expect(localRoot(paperWorld(paper))).toBe(expected)
})
