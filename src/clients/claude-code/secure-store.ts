import { createHash } from 'node:crypto'
import type { ClientWorld } from '../client.ts'
import { configDirectory, pathsOf } from './paths.ts'

/** Where the client keeps what only it may know. */
export interface SecureStore {
  /** `.credentials.json`: on macOS only what the keychain would not take. */
  readonly file: string
  /** Names of the generic passwords in the macOS keychain: of logins, and of a key of the console. */
  readonly service: string
  readonly keyService: string
}

/**
 * Both follow CLAUDE_SECURESTORAGE_CONFIG_DIR, then CLAUDE_CONFIG_DIR; a directory of one's own gives the keychain's names the
 * first eight hex digits of its SHA-256, after NFC (read in the programs 2.1.197 to 2.1.330).
 */
export function secureStore(world: ClientWorld): SecureStore {
  const path = pathsOf(world.platform)
  const { CLAUDE_SECURESTORAGE_CONFIG_DIR: own, CLAUDE_CONFIG_DIR: config } = world.env
  const directory = own === undefined ? configDirectory(world) : own === '' ? path.join(world.home, '.claude') : own
  const isDefault = own === undefined ? !config : own === ''
  const suffix = isDefault
    ? ''
    : `-${createHash('sha256').update(directory.normalize('NFC')).digest('hex').slice(0, 8)}`
  return {
    file: path.resolve(world.cwd, directory, '.credentials.json'),
    service: `Claude Code-credentials${suffix}`,
    keyService: `Claude Code${suffix}`,
  }
}
