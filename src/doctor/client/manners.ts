import { shellWord } from '../fixes/fix-words.ts'

/** How a Claude Code came onto this machine; it decides how it is updated and removed. */
export type Manner =
  | 'native'
  | 'local'
  | 'npm'
  | 'pnpm'
  | 'yarn'
  | 'bun'
  | 'volta'
  | 'mise'
  | 'asdf'
  | 'homebrew'
  | 'winget'
  | 'package'
  | 'unknown'

interface Installed {
  readonly manner: Manner
  readonly path: string
  readonly file: string
}

/** By where the file lies. Sources: https://code.claude.com/docs/en/setup and the documents of each package manager. */
export function mannerOf(path: string, file: string): Manner {
  const [from, to] = [path.replaceAll('\\', '/'), file.replaceAll('\\', '/')]
  const either = (pattern: RegExp): boolean => pattern.test(from) || pattern.test(to)
  if (either(/\/mise\/(?:shims|installs)\//)) return 'mise'
  if (either(/\/\.asdf\//)) return 'asdf'
  if (either(/\/\.volta\//)) return 'volta'
  if (/\/\.claude\/local\//.test(to)) return 'local'
  if (/\/share\/claude\/versions\//.test(to)) return 'native'
  if (/\/Caskroom\/claude-code/.test(to)) return 'homebrew'
  if (/\/WinGet\//i.test(to)) return 'winget'
  if (either(/\/pnpm\//)) return 'pnpm'
  if (either(/\/\.bun\//)) return 'bun'
  if (either(/\/\.?yarn\//)) return 'yarn'
  if (/\/node_modules\//.test(to)) return 'npm'
  if (/\/\.local\/bin\/claude(?:\.exe)?$/.test(to)) return 'native'
  if (/^\/usr\/bin\//.test(to)) return 'package'
  return 'unknown'
}

/** How it is brought up to date, as something that can be typed. */
export function updateOf({ manner, file, path }: Installed): string {
  switch (manner) {
    case 'native':
    case 'local':
      return 'claude update'
    case 'npm': {
      const prefix = /^(.*?)[\\/](?:lib[\\/])?node_modules[\\/]/.exec(file)?.[1]
      return `npm install -g${prefix === undefined ? '' : ` --prefix ${shellWord(prefix)}`} @anthropic-ai/claude-code@latest`
    }
    case 'pnpm':
      return 'pnpm add -g @anthropic-ai/claude-code@latest'
    case 'yarn':
      return 'yarn global add @anthropic-ai/claude-code@latest'
    case 'bun':
      return 'bun add -g @anthropic-ai/claude-code@latest'
    case 'volta':
      return 'volta install @anthropic-ai/claude-code@latest'
    case 'mise':
      return 'mise upgrade'
    case 'asdf':
      return 'asdf install claude latest && asdf reshim'
    case 'homebrew':
      return 'brew upgrade --cask claude-code'
    case 'winget':
      return 'winget upgrade Anthropic.ClaudeCode'
    case 'package':
      return 'sudo apt-get update && sudo apt-get install --only-upgrade claude-code'
    case 'unknown':
      return `${shellWord(path)} update`
  }
}

/** How it is removed. */
export function removalOf({ manner, path, file }: Installed): string {
  switch (manner) {
    case 'npm': {
      const prefix = /^(.*?)[\\/](?:lib[\\/])?node_modules[\\/]/.exec(file)?.[1]
      return `npm uninstall -g${prefix === undefined ? '' : ` --prefix ${shellWord(prefix)}`} @anthropic-ai/claude-code`
    }
    case 'pnpm':
      return 'pnpm remove -g @anthropic-ai/claude-code'
    case 'yarn':
      return 'yarn global remove @anthropic-ai/claude-code'
    case 'bun':
      return 'bun remove -g @anthropic-ai/claude-code'
    case 'volta':
      return 'volta uninstall @anthropic-ai/claude-code'
    case 'homebrew':
      return 'brew uninstall --cask claude-code'
    case 'winget':
      return 'winget uninstall Anthropic.ClaudeCode'
    case 'package':
      return 'sudo apt-get remove claude-code'
    default:
      return `rm ${shellWord(path)}`
  }
}
