import { expect, test } from 'bun:test'
import { mannerOf, removalOf, updateOf } from './manners.ts'

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
    const one = { path, file, manner: mannerOf(path, file) }
    expect(updateOf(one)).toMatch(update)
    expect(removalOf(one)).toMatch(/claude/)
  }
})

test('a path with a blank is one word', () => {
  const one = { path: '/o p/claude', file: '/o p/lib/node_modules/x/cli.js' }
  expect(updateOf({ ...one, manner: 'npm' })).toBe("npm install -g --prefix '/o p' @anthropic-ai/claude-code@latest")
  expect(removalOf({ ...one, manner: 'unknown' })).toBe("rm '/o p/claude'")
})
