import { statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { configDirectory, localRoot, pathsOf } from '../../clients/claude-code/layers.ts'
import { managedDirectory } from '../../clients/claude-code/managed.ts'
import { mostSettingsBytes } from '../../clients/claude-code/settings-file.ts'
import type { ClientWorld } from '../../clients/client.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { jsonFault } from '../files/json-fault.ts'
import type { Edit } from '../fixes/edit.ts'
import { shellWord } from '../fixes/fix-words.ts'

/**
 * Whether what should hold settings is a file that can be read at all. Measured with 2.1.329: a pipe, a device, a
 * directory, a circle of links and more than 2 MiB are ignored, broken managed settings keep it from starting, and a broken
 * `.mcp.json` is silence.
 */
export const filesReadable: Check = {
  id: 'files-readable',
  title: 'What holds settings is a file',
  group: 'files',
  needs: ['directories'],
  run({ world }) {
    const places = [...managedFiles(world), ...settingsFilesOf(world)]
    const states = places.map((place) => ({ place, fault: faultOf(place, world) }))
    const bad = states.find(({ fault }) => fault !== null && fault !== 'absent')
    if (bad !== undefined && bad.fault !== null && bad.fault !== 'absent')
      return {
        ...wrong(
          `Claude Code ignores all of ${bad.place}, because ${bad.fault.fact}.`,
          `${bad.place}: ${bad.fault.fact}`,
          `Type: ${bad.fault.fix}`,
        ),
        ...(bad.fault.edit === undefined ? {} : { edit: bad.fault.edit }),
      }
    const managed = managedFiles(world).find((place) => brokenJson(place, world) !== null)
    if (managed !== undefined) {
      const where = brokenJson(managed, world)
      return wrong(
        `Claude Code does not start, because the managed settings in ${managed} break in line ${where?.line}, column ${where?.column}.`,
        `line ${where?.line}, column ${where?.column}: ${where?.fact}; whoever manages this machine can mend that place instead`,
        `Type: sudo mv ${shellWord(managed)} ${shellWord(`${managed}.moved-aside`)}`,
      )
    }
    const servers = pathsOf(world.platform).join(world.cwd, '.mcp.json')
    const where = brokenJson(servers, world)
    if (where !== null)
      return {
        ...wrong(
          `${servers} breaks in line ${where.line}, column ${where.column}, and Claude Code goes without its MCP servers and says nothing.`,
          `line ${where.line}, column ${where.column}: ${where.fact}`,
          `Mend line ${where.line}, column ${where.column} of ${servers}.`,
        ),
        status: 'warn',
      }
    const there = states.filter(({ fault }) => fault === null)
    return there.length === 0 ? doesNotApply('there are none') : ok(`${there.length} looked at`)
  },
}

const wrong = (summary: string, evidence: string, fix: string): Complaint => ({
  status: 'wrong',
  cause: 'config-file',
  summary,
  evidence: [evidence],
  fix,
})

function managedFiles(world: ClientWorld): string[] {
  const path = pathsOf(world.platform)
  const directory = managedDirectory(world.platform)
  const dropIns = path.join(directory, 'managed-settings.d')
  const names = world.list(dropIns).filter((name) => name.endsWith('.json') && !name.startsWith('.'))
  return [path.join(directory, 'managed-settings.json'), ...names.toSorted().map((name) => path.join(dropIns, name))]
}

function settingsFilesOf(world: ClientWorld): string[] {
  const path = pathsOf(world.platform)
  const root = localRoot(world)
  return [
    ...new Set([
      path.resolve(world.cwd, configDirectory(world), 'settings.json'),
      path.join(world.cwd, '.claude', 'settings.json'),
      path.join(world.cwd, '.claude', 'settings.local.json'),
      ...(root === null ? [] : [path.join(root, '.claude', 'settings.local.json')]),
    ]),
  ]
}

interface Fault {
  /** Read after "because". */
  readonly fact: string
  /** A command. */
  readonly fix: string
  readonly edit?: Edit
}

function faultOf(place: string, world: ClientWorld): Fault | 'absent' | null {
  const word = shellWord(place)
  const aside = `mv ${word} ${shellWord(`${place}.moved-aside`)}`
  const edit: Edit = { what: 'aside', path: place, to: `${place}.moved-aside` }
  const text = world.read(place)
  if (text === null) return 'absent'
  if (typeof text === 'string') {
    if (Buffer.byteLength(text) > mostSettingsBytes) return { fact: 'it is larger than 2 MiB', fix: aside, edit }
    // The mark of UTF-16 with the high byte first, as a decoder of UTF-8 sees it; with the low byte first it is read.
    if (text.startsWith('\uFFFD\uFFFD'))
      return {
        fact: 'it is written in UTF-16 with the high byte first',
        fix: `iconv -f UTF-16 -t UTF-8 ${word} > ${shellWord(`${place}.new`)} && mv ${shellWord(`${place}.new`)} ${word}`,
      }
    return null
  }
  switch (text.unreadable) {
    case 'EISDIR':
      return { fact: 'it is a directory', fix: aside, edit }
    case 'ELOOP':
      return { fact: 'it is a link that leads to itself', fix: `rm ${word}`, edit }
    case 'EACCES':
    case 'EPERM':
      return isOthers(place)
        ? { fact: 'it belongs to somebody else and may not be read', fix: `sudo chown "$(id -u)" ${word}` }
        : { fact: 'it may not be read', fix: `chmod 600 ${word}` }
    default:
      return text.unreadable.startsWith('a ')
        ? { fact: `it is ${text.unreadable} and no file`, fix: aside, edit }
        : { fact: `it cannot be read (${text.unreadable})`, fix: aside }
  }
}

function isOthers(place: string): boolean {
  try {
    return statSync(place).uid !== userInfo().uid
  } catch {
    return true
  }
}

function brokenJson(place: string, world: ClientWorld) {
  const text = world.read(place)
  return typeof text !== 'string' || text.trim() === '' ? null : jsonFault(text)
}
