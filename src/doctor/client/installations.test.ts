import { expect, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import type { ClientWorld } from '../../clients/client.ts'
import { aliasOf, besidePath, bundled, isOfProject, mannerOf, onPath, removalOf, updateOf } from './installations.ts'

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

const home = '/home/ann'
const manners: readonly (readonly [path: string, file: string, manner: string, update: RegExp])[] = [
  [`${home}/.local/bin/claude`, `${home}/.local/share/claude/versions/2.1.330`, 'native', /^claude update$/],
  [`${home}/.claude/local/claude`, `${home}/.claude/local/node_modules/x/cli.js`, 'local', /^claude update$/],
  [
    '/usr/bin/claude',
    '/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js',
    'npm',
    /^npm install -g --prefix \/usr @/,
  ],
  [
    `${home}/.nvm/versions/node/v22.1.0/bin/claude`,
    `${home}/.nvm/versions/node/v22.1.0/lib/node_modules/@anthropic-ai/claude-code/bin/claude`,
    'npm',
    /--prefix \/home\/ann\/\.nvm\/versions\/node\/v22\.1\.0 @anthropic-ai\/claude-code@latest$/,
  ],
  [`${home}/.volta/bin/claude`, `${home}/.volta/bin/volta-shim`, 'volta', /^volta install/],
  [`${home}/.local/share/mise/shims/claude`, '/usr/bin/mise', 'mise', /^mise upgrade/],
  [`${home}/.asdf/shims/claude`, `${home}/.asdf/shims/claude`, 'asdf', /^asdf install/],
  [`${home}/.bun/bin/claude`, `${home}/.bun/install/global/node_modules/x/cli.js`, 'bun', /^bun add -g/],
  [`${home}/.local/share/pnpm/claude`, `${home}/.local/share/pnpm/global/5/x`, 'pnpm', /^pnpm add -g/],
  ['/opt/homebrew/bin/claude', '/opt/homebrew/Caskroom/claude-code/2.1.1/claude', 'homebrew', /^brew upgrade --cask/],
  ['/usr/bin/claude', '/usr/bin/claude', 'package', /^sudo apt-get/],
  ['/opt/tools/claude', '/opt/tools/claude', 'unknown', /^\/opt\/tools\/claude update$/],
]

test('how it was installed decides how it is updated and removed', () => {
  for (const [path, file, manner, update] of manners) {
    expect(mannerOf(path, file)).toBe(manner as never)
    const one = { path, file, manner: mannerOf(path, file), version: null }
    expect(updateOf(one)).toMatch(update)
    expect(removalOf(one)).toMatch(/claude/)
  }
})

test('the PATH in its order, each file once, and what cannot be started', () => {
  using scratch = makeScratch()
  scratch.write('versions/share/claude/versions/2.1.9', '', 0o700)
  for (const folder of ['a', 'b', 'c', 'd']) mkdirSync(scratch.path(folder))
  symlinkSync(scratch.path('versions/share/claude/versions/2.1.9'), scratch.path('a/claude'))
  symlinkSync(scratch.path('a/claude'), scratch.path('b/claude'))
  symlinkSync(scratch.path('gone'), scratch.path('c/claude'))
  const flat = scratch.write('d/claude', '')
  const path = ['a', 'b', 'c', 'd'].map(scratch.path).join(':')
  const { found, broken } = onPath(worldOf(scratch, `.:${path}:`), (file) => file !== flat)
  expect(found).toMatchObject([{ path: scratch.path('a/claude'), manner: 'native', version: '2.1.9' }])
  expect(broken).toEqual([
    { path: scratch.path('c/claude'), why: 'dangling' },
    { path: flat, why: 'not-executable' },
  ])
})

test('what editors and libraries bring along', () => {
  using scratch = makeScratch()
  scratch.write('home/.vscode/extensions/anthropic.claude-code-2.1.5-linux-x64/package.json', '{}')
  scratch.write('home/.cursor/extensions/anthropic.claude-code-2.1.4/package.json', '{}')
  scratch.write('home/.cursor/extensions/.obsolete', '{"anthropic.claude-code-2.1.4":true}')
  scratch.write('home/.local/share/JetBrains/IntelliJIdea2026.2/claude-code-jetbrains-plugin/x', '')
  scratch.write('project/node_modules/@anthropic-ai/claude-agent-sdk/package.json', '{"claudeCodeVersion":"2.1.6"}')
  scratch.write(
    'project/.venv/lib/python3.13/site-packages/claude_agent_sdk/_cli_version.py',
    '__cli_version__ = "2.1.7"',
  )
  expect(bundled(worldOf(scratch)).map(({ whose, version }) => [whose, version])).toEqual([
    ['VS Code', '2.1.5'],
    ['JetBrains IntelliJIdea2026.2', null],
    ['Agent SDK (TypeScript)', '2.1.6'],
    ['Agent SDK (Python)', '2.1.7'],
  ])
})

test('one that no shell finds, at the prefix of npm', () => {
  using scratch = makeScratch()
  scratch.write('home/.npmrc', 'prefix = ~/own\n')
  scratch.write('home/own/lib/node_modules/@anthropic-ai/claude-code/package.json', '{"version":"2.1.8"}')
  scratch.write('home/own/lib/node_modules/@anthropic-ai/claude-code/cli.js', '')
  mkdirSync(scratch.path('home/own/bin'))
  symlinkSync('../lib/node_modules/@anthropic-ai/claude-code/cli.js', scratch.path('home/own/bin/claude'))
  const mine = besidePath(worldOf(scratch)).filter(({ path }) => path.startsWith(scratch.root))
  expect(mine).toMatchObject([{ path: scratch.path('home/own/bin/claude'), manner: 'npm', version: '2.1.8' }])
})

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

test('what lies in the project is of the project, unless that is the home', () => {
  using scratch = makeScratch()
  const world = worldOf(scratch)
  mkdirSync(scratch.path('project'))
  expect(isOfProject(scratch.path('project/node_modules/.bin/claude'), world)).toBe(true)
  expect(isOfProject(scratch.path('home/bin/claude'), world)).toBe(false)
  expect(isOfProject(scratch.path('project2/claude'), world)).toBe(false)
  expect(isOfProject(scratch.path('home/bin/claude'), { ...world, cwd: world.home })).toBe(false)
})
