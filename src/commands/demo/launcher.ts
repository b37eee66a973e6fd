import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'

const root = join(import.meta.dir, '..', '..', '..')

/** The launcher of this checkout. */
export const launcher = join(root, 'bin', process.platform === 'win32' ? 'warmkey.cmd' : 'warmkey')

/** What the runtime is started with so that it takes neither settings nor code from the directory it is started in. */
export const closedRuntime: readonly string[] = [
  '--no-install',
  '--no-env-file',
  `--config=${join(root, 'bin', 'bunfig.toml')}`,
  `--tsconfig-override=${join(root, 'bin', 'tsconfig.json')}`,
]

/** What a person types to start warmkey from `cwd`: `warmkey` where PATH leads here, else the shortest path. */
export function typed(cwd: string, path: string | undefined): string {
  const own = realpathSync(launcher)
  for (const directory of (path ?? '').split(delimiter)) {
    const found = join(directory, 'warmkey')
    if (directory !== '' && existsSync(found) && realpathSync(found) === own) return 'warmkey'
  }
  const near = relative(cwd, launcher)
  return near.startsWith('..') ? launcher : near
}
