import { dirname, join } from 'node:path'
import type { ClientWorld } from '../../clients/client.ts'
import { manifestAbove, readSmall } from '../files/small-file.ts'
import { namesIn, versionIn } from './installations.ts'

/** One that an editor or a library brings along and that no shell starts. */
export interface Bundled {
  readonly whose: string
  readonly path: string
  readonly version: string | null
}

/** Folders of editors, and what they are called. */
const editors: readonly (readonly [folder: string, whose: string])[] = [
  ['.vscode', 'VS Code'],
  ['.vscode-insiders', 'VS Code Insiders'],
  ['.vscode-server', 'VS Code over SSH'],
  ['.vscode-remote', 'VS Code in a container'],
  ['.vscode-oss', 'VSCodium'],
  ['.cursor', 'Cursor'],
  ['.cursor-server', 'Cursor over SSH'],
  ['.windsurf', 'Windsurf'],
]

/** Those that editors and libraries bring along, by name; nothing of them is run. */
export function bundled(world: ClientWorld): Bundled[] {
  const { home, cwd } = world
  const found: Bundled[] = []
  for (const [folder, whose] of editors) {
    const extensions = join(home, folder, 'extensions')
    // Removed ones stay in the folder until the editor starts again, and are named in this file.
    const removed = readSmall(join(extensions, '.obsolete')) ?? ''
    for (const name of namesIn(extensions))
      if (name.startsWith('anthropic.claude-code-') && !removed.includes(`"${name}"`))
        found.push({ whose, path: join(extensions, name), version: versionIn(name) })
  }
  const jetbrains = join(home, '.local', 'share', 'JetBrains')
  for (const product of namesIn(jetbrains))
    for (const plugin of namesIn(join(jetbrains, product)))
      if (plugin.startsWith('claude-code-jetbrains'))
        found.push({ whose: `JetBrains ${product}`, path: join(jetbrains, product, plugin), version: null })
  for (const root of ancestors(cwd))
    for (const name of ['claude-agent-sdk', 'claude-code']) {
      const path = join(root, 'node_modules', '@anthropic-ai', name)
      const manifest = manifestAbove(join(path, 'package.json'))
      if (manifest !== null && manifest.folder === path)
        found.push({
          whose: name === 'claude-code' ? 'this project' : 'Agent SDK (TypeScript)',
          path,
          version: manifest.bundles ?? (name === 'claude-code' ? manifest.version : null),
        })
    }
  for (const environment of ['.venv', 'venv', 'env'])
    for (const python of namesIn(join(cwd, environment, 'lib'))) {
      const path = join(cwd, environment, 'lib', python, 'site-packages', 'claude_agent_sdk')
      const text = readSmall(join(path, '_cli_version.py'))
      if (text !== null) found.push({ whose: 'Agent SDK (Python)', path, version: versionIn(text) })
    }
  return found
}

function ancestors(cwd: string): string[] {
  const above = dirname(cwd)
  return above === cwd ? [cwd] : [cwd, ...ancestors(above)]
}
