import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join, relative, sep } from 'node:path'

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
  const found = (path ?? '').split(delimiter).flatMap((directory) => {
    const file = join(directory, 'warmkey')
    return directory !== '' && existsSync(file) ? [file] : []
  })
  // The shell takes the first.
  if (found[0] !== undefined && realpathSync(found[0]) === own) return 'warmkey'
  const near = relative(cwd, launcher)
  if (near.startsWith('..')) return launcher
  return near.includes(sep) ? near : `.${sep}${near}`
}
