import { readdirSync, statSync } from 'node:fs'
import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import type { ClientWorld } from '../../clients/client.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { type JsonFault, jsonFault } from '../files/json-fault.ts'
import { shellWord } from '../fixes/fix-words.ts'

/**
 * The file in which the client keeps its own state. Measured with 2.1.329: a broken one keeps it from starting, and so does
 * an empty one where a backup lies; before a pipe and a directory it waits for ever; one that it may not read it replaces.
 */
export const clientState: Check = {
  id: 'client-state',
  title: "Claude Code's own file is whole",
  group: 'files',
  needs: ['directories'],
  run({ world, clock }) {
    const file = stateFile(world)
    const late = lockFromFuture(`${file}.lock`, clock.nowMs())
    if (late)
      return {
        status: 'warn',
        cause: 'config-file',
        summary: `${file}.lock is from the future, so every start of Claude Code waits for it in vain.`,
        evidence: [`${file}.lock: a lock ends by its age, and that one has none yet`],
        fix: `Type: rm -r ${shellWord(`${file}.lock`)}`,
      }
    const text = world.read(file)
    if (text === null) return doesNotApply('there is none yet')
    if (typeof text !== 'string') return unreadable(file, text.unreadable)
    const fault = text.replaceAll('\0', '').trim() === '' ? null : jsonFault(text)
    const backup = backupOf(file, world)
    if (fault === null && (text.replaceAll('\0', '').trim() !== '' || backup === null)) return ok(file)
    return broken(file, fault, backup)
  },
}

const complain = (summary: string, evidence: readonly string[], command: string): Complaint => ({
  status: 'wrong',
  cause: 'config-file',
  summary,
  evidence,
  fix: `Type: ${command}`,
})

const aside = (file: string): string => `mv ${shellWord(file)} ${shellWord(`${file}.moved-aside`)}`

function broken(file: string, fault: JsonFault | null, backup: string | null): Complaint {
  const where = fault === null ? 'is empty' : `breaks in line ${fault.line}, column ${fault.column}`
  return complain(
    `Claude Code does not start, because ${file} ${where}.`,
    [
      ...(fault === null ? [] : [`line ${fault.line}, column ${fault.column}: ${fault.fact}`]),
      backup === null
        ? 'no backup was found; without the file it starts anew, and a login may have to be made again'
        : `${backup}: the newest backup that is whole`,
    ],
    backup === null ? aside(file) : `cp -f ${shellWord(backup)} ${shellWord(file)}`,
  )
}

function unreadable(file: string, why: string): Complaint {
  if (why === 'EISDIR' || why.startsWith('a '))
    return {
      ...complain(
        `Claude Code waits for ever at ${file}, which is ${why === 'EISDIR' ? 'a directory' : why} and no file.`,
        [`${file}: ${why}`],
        aside(file),
      ),
      edit: { what: 'aside', path: file, to: `${file}.moved-aside` },
    }
  return {
    ...complain(
      `${file} cannot be read (${why}), so Claude Code starts anew and replaces it.`,
      [`${file}: ${why}; accounts, approvals and MCP servers are in it`],
      why === 'EACCES' ? `sudo chown "$(id -u)" ${shellWord(file)} && chmod 600 ${shellWord(file)}` : aside(file),
    ),
    status: 'warn',
  }
}

/** The old name counts where it is there. */
function stateFile(world: ClientWorld): string {
  const path = pathsOf(world.platform)
  const config = path.resolve(world.cwd, configDirectory(world))
  const old = path.join(config, '.config.json')
  if (world.read(old) !== null) return old
  return path.join(world.env.CLAUDE_CONFIG_DIR === undefined ? world.home : config, '.claude.json')
}

/** The newest backup that is whole: those that the client makes by itself, and the one of old versions. */
function backupOf(file: string, world: ClientWorld): string | null {
  const path = pathsOf(world.platform)
  const folder = path.join(path.resolve(world.cwd, configDirectory(world)), 'backups')
  const named = `${path.basename(file)}.backup.`
  const kept = namesIn(folder)
    .filter((name) => name.startsWith(named))
    .toSorted()
    .toReversed()
    .map((name) => path.join(folder, name))
  const whole = [...kept, `${file}.backup`].find((each) => {
    const text = world.read(each)
    return typeof text === 'string' && text.trim() !== '' && jsonFault(text) === null
  })
  return whole ?? null
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** A lock is taken over ten seconds after its last sign of life, which one from the future reaches late. */
function lockFromFuture(lock: string, nowMs: number): boolean {
  try {
    return statSync(lock).mtimeMs > nowMs + 10_000
  } catch {
    return false
  }
}
