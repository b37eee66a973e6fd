import { accessSync, constants, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { configDirectory } from '../../clients/claude-code/layers.ts'
import { type Check, ok } from '../check.ts'
import { shellWord } from '../fixes/fix-words.ts'

/** Where the client and warmkey keep what is theirs: each a directory, if it is there, that may be written. */
export const directories: Check = {
  id: 'directories',
  title: 'Directories can be written',
  group: 'files',
  needs: [],
  run({ world, config }) {
    const places: { whose: 'Claude Code' | 'warmkey'; path: string }[] = [
      { whose: 'Claude Code', path: world.home },
      { whose: 'Claude Code', path: configDirectory(world) },
      { whose: 'warmkey', path: dirname(config.file) },
    ]
    const there = places.flatMap((place) => {
      const state = stateOf(place.path)
      return state === 'absent' ? [] : [{ ...place, state }]
    })
    const file = there.find(({ state }) => state === 'file')
    if (file !== undefined)
      return {
        status: 'wrong',
        cause: 'config-file',
        summary: `${file.path} is a file, and ${file.whose} needs a directory there for its settings.`,
        evidence: [`${file.path}: no directory`],
        fix: `Type: mv ${shellWord(file.path)} ${shellWord(`${file.path}.moved-aside`)}`,
        edit: { what: 'aside', path: file.path, to: `${file.path}.moved-aside` },
      }
    const locked = there.find(({ state }) => state !== 'writable')
    if (locked !== undefined)
      return {
        status: 'warn',
        cause: 'config-file',
        summary: `${locked.path} cannot be written, so ${locked.whose} forgets what it should keep there.`,
        evidence: [`writing to ${locked.path}: ${locked.state}`],
        fix: wayOut(locked.path, locked.state, locked.whose),
      }
    return ok(`${there.length} looked at`)
  },
}

/** A command after which it can be written, or another place can. */
function wayOut(path: string, state: string, whose: 'Claude Code' | 'warmkey'): string {
  if (state === 'EROFS')
    return whose === 'warmkey'
      ? 'Type: export WARMKEY_CONFIG=<a directory that can be written>/config.jsonc'
      : 'Type: export CLAUDE_CONFIG_DIR=<a directory that can be written>'
  return ownerOf(path) === userInfo().uid
    ? `Type: chmod u+rwx ${shellWord(path)}`
    : `Type: sudo chown "$(id -u)" ${shellWord(path)} && chmod u+rwx ${shellWord(path)}`
}

function ownerOf(path: string): number | null {
  try {
    return statSync(path).uid
  } catch {
    return null
  }
}

/** `absent`, `file`, `writable`, or the code with which writing is refused. */
function stateOf(path: string): string {
  try {
    if (!statSync(path).isDirectory()) return 'file'
    accessSync(path, constants.W_OK)
    return 'writable'
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : code
  }
}
