import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, type ConfigProblem, parseConfig } from './config.ts'
import { WarmkeyError } from './errors.ts'

/** Where a configuration may be looked for. */
export interface ConfigPlaces {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly platform: NodeJS.Platform
}

/** `$WARMKEY_CONFIG`, else `warmkey/config.jsonc` in the user's configuration directory (XDG, or %APPDATA%). */
export function configPath({ env, home, platform }: ConfigPlaces): string {
  if (env.WARMKEY_CONFIG) return env.WARMKEY_CONFIG
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'warmkey', 'config.jsonc')
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'warmkey', 'config.jsonc')
}

/** A problem as the line that a user reads: `file:line:column: place fact. Next.` */
export const problemLine = (problem: ConfigProblem): string =>
  `${problem.file}:${problem.line}:${problem.column}: ${problem.at === '' ? 'the file' : problem.at} ${problem.fact}. ${problem.next}`

/**
 * The user's configuration; `null` where there is no file. Throws `config-unreadable`, or `config-invalid` with one line
 * for each mistake.
 */
export function readConfig(places: ConfigPlaces): { readonly file: string; readonly config: Config } | null {
  const file = configPath(places)
  let text: string
  try {
    // A pipe that nobody writes into would be waited for; those that a shell hands over lie in /dev/fd.
    if (statSync(file).isFIFO() && !file.startsWith('/dev/fd/'))
      throw Object.assign(new Error('it is a pipe'), { code: 'a pipe' })
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT' && !places.env.WARMKEY_CONFIG) return null
    throw new WarmkeyError(
      'config-unreadable',
      `The configuration ${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}).`,
      {
        remedy: 'Correct its path or its mode.',
        cause,
      },
    )
  }
  const result = parseConfig(text, file)
  if (result.kind === 'config') return result
  const lines = result.kind === 'problems' ? result.problems.map(problemLine) : []
  throw new WarmkeyError('config-invalid', lines.join('\n'), { transient: false })
}
