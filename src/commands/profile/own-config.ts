import { existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import { type Config, parseConfig } from '../../config.ts'
import { configPath, problemLine, readConfig } from '../../config-file.ts'
import { isWithin } from '../../config-project.ts'
import { takeLock } from '../../daemon/lock.ts'
import { writePrivateFile } from '../../daemon/private-file.ts'
import { privateDirectory, stateDirectory } from '../../daemon/state-directory.ts'
import { WarmkeyError } from '../../errors.ts'
import { readTarget, refusedFile, removeTarget } from '../connect/settings-target.ts'
import type { WarmkeyContext } from '../context.ts'
import { type ConfigChange, keepChange } from './config-changes.ts'

/** The user's configuration as it lies there, or `null` in both where there is none yet. */
export interface OwnConfig {
  readonly file: string
  readonly bytes: Buffer | null
  readonly text: string | null
  readonly mode: number | null
  /** Empty where there is no file. */
  readonly config: Config
}

type Place = Pick<WarmkeyContext, 'env' | 'home' | 'platform'>

/**
 * Reads the configuration so that it can be changed. Throws `config-invalid` with the line of each mistake, and
 * `settings-refused` for a file that is not written: one behind a symbolic link, of another user, read-only.
 */
export function readOwnConfig(place: Place): OwnConfig {
  const file = configPath(place)
  refuseLinks(file, place.home)
  const { bytes, text, mode } = readTarget(file, place.platform)
  const owner = lstatSync(file, { throwIfNoEntry: false })?.uid
  if (owner !== undefined && place.platform !== 'win32' && owner !== process.getuid?.())
    throw refusedFile(`${file} belongs to another user.`, {
      remedy: 'Take it over, or set WARMKEY_CONFIG to a file of yours.',
    })
  const isBlank = text === null || text.replace('\uFEFF', '').trim() === ''
  return { file, bytes, text: isBlank ? null : text, mode, config: checked(isBlank ? '{}' : text, file) }
}

/**
 * The configuration of somebody who only looks: behind links, read-only, another user's. Throws `config-invalid` and
 * `config-unreadable`.
 */
export function lookAtConfig(place: Place): Pick<OwnConfig, 'file' | 'text' | 'config'> {
  const file = configPath(place)
  const found = existsSync(file) ? readConfig(place) : null
  return found === null
    ? { file, text: null, config: configOf('{}', file) }
    : { file, text: readFileSync(file, 'utf8'), config: found.config }
}

/** Throws `config-invalid`. */
function checked(text: string, file: string): Config {
  const result = parseConfig(text, file)
  if (result.kind === 'config') return result.config
  const lines = result.kind === 'problems' ? result.problems.map(problemLine) : []
  throw new WarmkeyError('config-invalid', lines.join('\n'), {
    remedy: 'Nothing was changed; mend this first.',
    transient: false,
  })
}

/** A link in the way could make us write somewhere else. Above the home directory links belong to the system. */
function refuseLinks(file: string, home: string): void {
  const below = isWithin(file, home) ? relative(home, file).split(sep) : []
  const paths =
    below.length === 0 ? [dirname(file), file] : below.map((_, index) => [home, ...below.slice(0, index + 1)].join(sep))
  const link = paths.find((path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
  if (link === undefined) return
  throw refusedFile(`${link} is a symbolic link, and warmkey does not write its configuration through one.`, {
    remedy: 'Edit the file behind it yourself, or set WARMKEY_CONFIG to that file.',
  })
}

/** What the text would be read as. Throws `config-invalid` with what is wrong with it, and nothing of it is kept. */
export function configOf(text: string, file: string): Config {
  const result = parseConfig(text, file)
  if (result.kind === 'config') return result.config
  const found = result.kind === 'problems' ? result.problems : []
  const said = found.map(({ at, fact, next }) => `${at === '' ? 'It' : at} ${fact}. ${next}`)
  throw new WarmkeyError('config-invalid', `warmkey: That would make a wrong configuration. ${said.join(' ')}`, {
    remedy: 'Nothing was changed.',
    transient: false,
  })
}

/**
 * Writes the configuration whole or not at all, mode 0600, and keeps the bytes from before. `null` removes the file.
 * Throws `settings-refused` where it was changed since it was read.
 */
export function writeOwnConfig(
  context: Place & Pick<WarmkeyContext, 'clock'>,
  before: OwnConfig,
  bytes: Buffer | null,
  change: Pick<ConfigChange, 'what' | 'profile' | 'records'> | null,
): void {
  const state = privateDirectory(stateDirectory(context), context.platform)
  const lock = takeLock(`${state}/config.lock`)
  if (lock === null)
    throw refusedFile('Another warmkey is changing the configuration at this moment.', { remedy: 'Try again.' })
  try {
    refuseLinks(before.file, context.home)
    const now = readTarget(before.file, context.platform)
    if (now.bytes === null || before.bytes === null ? now.bytes !== before.bytes : !now.bytes.equals(before.bytes))
      throw refusedFile(`${before.file} was changed at this moment by somebody else.`, { remedy: 'Try again.' })
    if (change !== null) keepChange(context, before, bytes, change)
    if (bytes === null) removeTarget(before.file)
    else put(before.file, bytes)
  } finally {
    lock.release()
  }
}

function put(file: string, bytes: Buffer): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writePrivateFile(file, bytes.toString('utf8'))
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw refusedFile(`${file} cannot be written (${code}).`, {
      remedy: 'Check the owner and mode of its directory.',
      cause,
    })
  }
}
