import { readdirSync, readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import type { ClientWorld, ReadResult } from '../../clients/client.ts'
import { keychainOf } from './keychain.ts'

/** Larger settings files do not exist; a device or a core dump at that path must not be read into memory. */
const maxBytes = 4 * 1024 * 1024

/** Text of UTF-8 or of UTF-16LE with its mark. The mark stays, because it says that the file is not plain UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { ignoreBOM: true }).decode(bytes)
}

/** What reading would wait for, as words; `null` where it is a file or a directory. */
function waitsFor(path: string): string | null {
  // What a shell hands over as `<(…)` is a pipe that somebody writes into.
  if (path.startsWith('/dev/fd/') || path.startsWith('/proc/')) return null
  const stat = statSync(path)
  if (stat.isFile() || stat.isDirectory()) return null
  return stat.isFIFO() ? 'a pipe' : stat.isSocket() ? 'a socket' : 'a device'
}

function read(path: string): ReadResult {
  try {
    const instead = waitsFor(path)
    if (instead !== null) return { unreadable: instead }
    const bytes = readFileSync(path)
    return bytes.length > maxBytes ? { unreadable: 'larger than 4 MiB' } : decodeText(bytes)
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : { unreadable: code }
  }
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

/** Standard output of a command of the operating system, or `null` when it fails. */
function output(command: readonly [string, ...string[]]): string | null {
  try {
    const { exitCode, stdout } = Bun.spawnSync([...command], { stdin: 'ignore', stderr: 'ignore', env: {} })
    return exitCode === 0 ? stdout.toString() : null
  } catch {
    return null
  }
}

/** Settings that device management has put into macOS preferences: those for this user first, then for everyone. */
function readPreferences(): ReadResult {
  const directory = '/Library/Managed Preferences'
  for (const place of [`${directory}/${userInfo().username}`, directory]) {
    const path = `${place}/com.anthropic.claudecode.plist`
    const text = read(path) === null ? null : output(['/usr/bin/plutil', '-convert', 'json', '-o', '-', path])
    if (text !== null) return text
  }
  return null
}

/** The value `Settings` (JSON) of the policy key in one hive of the Windows registry. */
function readRegistry(hive: 'HKLM' | 'HKCU', systemRoot: string): ReadResult {
  const reg = `${systemRoot}\\System32\\reg.exe`
  const text = output([reg, 'query', `${hive}\\SOFTWARE\\Policies\\ClaudeCode`, '/v', 'Settings'])
  return /^\s+Settings\s+REG_(?:EXPAND_)?SZ\s+(.*)$/m.exec(text ?? '')?.[1]?.trim() ?? null
}

/** The machine as clients may see it. Sources: https://code.claude.com/docs/en/managed-settings */
export function machineWorld(
  given: Pick<ClientWorld, 'env' | 'home' | 'cwd'> & { readonly platform: string },
): ClientWorld {
  const { env, platform } = given
  const root = env.SystemRoot ?? 'C:\\Windows'
  const policies = {
    machine: platform === 'darwin' ? readPreferences() : platform === 'win32' ? readRegistry('HKLM', root) : null,
    user: platform === 'win32' ? readRegistry('HKCU', root) : null,
  }
  const keychain = keychainOf(given)
  return { ...given, read, list, policies, ...(keychain === undefined ? {} : { keychain }) }
}
