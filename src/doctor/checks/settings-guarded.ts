import { statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import { managedDirectory } from '../../clients/claude-code/managed.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { shellWord } from '../fixes/fix-words.ts'

/**
 * Whoever writes your settings names the command that is run as you for a key, and where your key is sent. So nobody else
 * may write them, nor the directories in which another file could be put in their place.
 */
export const settingsGuarded: Check = {
  id: 'settings-guarded',
  title: 'Nobody else can write your settings',
  group: 'files',
  needs: ['directories'],
  run({ world, config }) {
    if (world.platform === 'win32') return doesNotApply('Windows keeps modes otherwise')
    const path = pathsOf(world.platform)
    const directory = path.resolve(world.cwd, configDirectory(world))
    const managed = managedDirectory(world.platform)
    const places = [
      world.home,
      directory,
      path.join(directory, 'settings.json'),
      dirname(config.file),
      config.file,
      managed,
      path.join(managed, 'managed-settings.json'),
    ]
    const states = [...new Set(places)].flatMap((place) => {
      const who = writers(place)
      return who === null ? [] : [{ place, who }]
    })
    const open = states.filter(({ who }) => who !== 'you')
    const [first] = open
    if (first === undefined) return ok(`${states.length} looked at`)
    const sudo = open.some(({ place }) => place.startsWith(managed)) ? 'sudo ' : ''
    return {
      status: 'warn',
      cause: 'config-file',
      summary: `${first.who === 'everybody' ? 'Everybody on this machine' : 'A group of this machine'} can write ${first.place}, and so decide what runs as you and where your key goes.`,
      evidence: open.map(({ place, who }) => `${place}: ${who} can write it`),
      fix: `Type: ${sudo}chmod go-w ${open.map(({ place }) => shellWord(place)).join(' ')}`,
      ...edited(first.place),
    }
  },
}

/** A file can be given another mode; a directory is left to the person. */
function edited(path: string) {
  const stat = statSync(path)
  return stat.isFile() ? { edit: { what: 'mode', path, mode: stat.mode & 0o755 } as const } : {}
}

/** Who else may write it; a group of one's own (Debian, Fedora) is nobody else. */
function writers(place: string): 'you' | 'group' | 'everybody' | null {
  try {
    const { mode, gid, uid } = statSync(place)
    // With the sticky bit (as /tmp has it) nobody can replace what is another's.
    if ((mode & 0o002) !== 0 && (mode & 0o1000) === 0) return 'everybody'
    const own = gid === userInfo().gid && gid === uid
    return (mode & 0o020) !== 0 && !own && gid !== 0 ? 'group' : 'you'
  } catch {
    return null
  }
}
