import { readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { WarmkeyError } from '../../../errors.ts'
import { expandHome, shortenHome } from '../../home-path.ts'
import { runForText } from '../../secret-ref.ts'
import type { SourceDeps } from '../source.ts'
import { envName, fromEnv } from './place.ts'

/** A token as the command line of Vault or OpenBao would use it, and where it was. */
export interface LeftToken {
  readonly token: string
  /** `the file ~/.vault-token`. */
  readonly place: string
}

/** Where `vault login` leaves the token when no helper keeps it. */
export const tokenFile = (home: string): string => join(home, '.vault-token')

/**
 * In the order of the command line: the variable, the token helper if the settings name one, else the file.
 * `null` when none of them has a token. https://developer.hashicorp.com/vault/docs/commands/token-helper
 */
export async function leftToken(deps: SourceDeps, base: string, signal: AbortSignal): Promise<LeftToken | null> {
  const set = fromEnv(deps.env, 'TOKEN')?.trim()
  if (set !== undefined && set !== '')
    return { token: set, place: `the environment variable ${envName(deps.env, 'TOKEN')}` }
  const helper = helperIn(deps)
  if (helper !== null) {
    const place = `the token helper ${shortenHome(helper, deps.home)}`
    const env = { ...deps.env, VAULT_ADDR: base, BAO_ADDR: base }
    const token = (await runForText([helper, 'get'], `T${place.slice(1)}`, { ...deps, env }, signal)).trim()
    return token === '' ? null : { token, place }
  }
  const file = tokenFile(deps.home)
  const token = textOf(file)?.trim() ?? ''
  return token === '' ? null : { token, place: `the file ${shortenHome(file, deps.home)}` }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new WarmkeyError('source-failed', `The file ${file} cannot be read (${code ?? 'unknown'}).`, {
      remedy: 'Give it to the user that warmkey runs as, with mode 0600.',
      cause,
    })
  }
}

/** `token_helper` of the settings of the command line, HCL or JSON; a whole path, as Vault wants it. */
function helperIn({ env, home }: SourceDeps): string | null {
  const named = fromEnv(env, 'CONFIG_PATH')
  const files = named === undefined ? [join(home, '.bao'), join(home, '.vault')] : [expandHome(named, home)]
  for (const file of files) {
    const text = settingsIn(file)
    const found = text === null ? null : /^\s*\{?\s*"?token_helper"?\s*[=:]\s*"((?:[^"\\]|\\.)*)"/m.exec(text)
    if (found?.[1] === undefined || found[1] === '') continue
    const helper = found[1].replace(/\\(.)/g, '$1')
    if (isAbsolute(helper)) return helper
    throw new WarmkeyError(
      'source-failed',
      `The token helper in ${shortenHome(file, home)} is not named by its whole path.`,
      {
        remedy: 'Write the whole path: whatever lies in a working directory could take its place.',
        transient: false,
      },
    )
  }
  return null
}

/** Settings of another program by that name (Ansible Vault keeps a directory there) are none. */
function settingsIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').slice(0, 64 * 1024)
  } catch {
    return null
  }
}
