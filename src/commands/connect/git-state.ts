import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** What git makes of a file: `exposed` is neither tracked nor ignored, so that the next `git add` would take it. */
export type GitState = 'outside' | 'tracked' | 'exposed' | 'ignored' | 'unknown'

type Env = Readonly<Record<string, string | undefined>>

/** The repository is foreign: nothing that it configures may be run, and nothing may be fetched or asked for. */
const harmless = ['-c', 'core.fsmonitor=', '-c', 'core.hooksPath=/dev/null', '-c', 'core.pager=cat']

/** Asks git about a file, which need not be there yet. Without a repository above it git is not started. */
export function gitState(file: string, env: Env): GitState {
  let directory = dirname(file)
  while (!existsSync(directory)) directory = dirname(directory)
  if (!isInRepository(realpathSync(directory))) return 'outside'
  const name = relative(directory, file)
  const tracked = git(directory, ['--literal-pathspecs', 'ls-files', '--error-unmatch', '--', name], env)
  if (tracked === 0) return 'tracked'
  if (tracked !== 1) return 'unknown'
  const ignored = git(directory, ['check-ignore', '--quiet', '--', name], env)
  if (ignored === 0) return 'ignored'
  return ignored === 1 ? 'exposed' : 'unknown'
}

function isInRepository(start: string): boolean {
  for (let directory = start; ; directory = dirname(directory)) {
    if (existsSync(join(directory, '.git'))) return true
    if (dirname(directory) === directory) return false
  }
}

/** Exit code of git, `null` where it cannot be started. Its own variables (GIT_DIR and the like) are left behind. */
function git(directory: string, args: readonly string[], env: Env): number | null {
  const kept: Record<string, string> = {
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
  }
  for (const name of ['PATH', 'Path', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SystemRoot']) {
    const value = env[name]
    if (value !== undefined) kept[name] = value
  }
  try {
    const run = Bun.spawnSync(['git', '-C', directory, ...harmless, ...args], {
      env: kept,
      stdin: 'ignore',
      stdout: 'ignore',
      stderr: 'ignore',
      timeout: 10_000,
    })
    return run.exitCode
  } catch {
    return null
  }
}
