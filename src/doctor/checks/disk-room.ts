import { existsSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { configDirectory } from '../../clients/claude-code/layers.ts'
import { type Check, ok, skip } from '../check.ts'
import { shellWord } from '../fixes/fix-words.ts'

/** Less than this, and a client that renews its login may lose it half written. */
const leastBytes = 1024 * 1024

/** A disk without room: settings and logins that are written there come out short. */
export const diskRoom: Check = {
  id: 'disk-room',
  title: 'There is room to write',
  group: 'files',
  needs: [],
  run({ world, config }) {
    const { env, home } = world
    const state = env.XDG_STATE_HOME?.startsWith('/') ? env.XDG_STATE_HOME : join(home, '.local', 'state')
    const places = [...new Set([home, configDirectory(world), dirname(config.file), state].map(existing))]
    const rooms = places.flatMap((path) => {
      const room = roomAt(path)
      return room === null ? [] : [{ path, ...room }]
    })
    const [first] = rooms
    if (first === undefined) return skip('the system does not say how much there is')
    const crowded = rooms.find(({ files }) => files === 0)
    if (crowded !== undefined)
      return {
        status: 'wrong',
        cause: 'config-file',
        summary: `The disk of ${crowded.path} holds as many files as it can, so none can be added.`,
        evidence: [`${crowded.path}: ${Math.floor(crowded.bytes / 1024)} KB free, and no inode (df -i)`],
        fix: `Make room. Where the most files are: du --inodes -xS ${shellWord(crowded.path)} | sort -n | tail`,
      }
    const full = rooms.find(({ bytes }) => bytes < leastBytes)
    if (full === undefined) {
      const least = Math.min(...rooms.map(({ bytes }) => bytes))
      return ok(`${Math.floor(least / leastBytes)} MB`)
    }
    return {
      status: 'wrong',
      cause: 'config-file',
      summary: `The disk of ${full.path} is full.`,
      evidence: [`${full.path}: ${Math.floor(full.bytes / 1024)} KB free`],
      fix: `Make room. What takes it: du -xh ${full.path} | sort -h | tail`,
    }
  },
}

/** The path, or the nearest directory above it that is there. */
const existing = (path: string): string => (existsSync(path) || dirname(path) === path ? path : existing(dirname(path)))

/** What this user may still write, in bytes and in files (`null` where that is not counted); `null` where nobody says. */
function roomAt(path: string): { readonly bytes: number; readonly files: number | null } | null {
  try {
    const { type, bavail, bsize, files, ffree } = statfsSync(path)
    // A file system that says nothing of its size is not full: some of those over a network do.
    if (type === 0 && bavail === 0 && files === 0) return null
    return { bytes: bavail * bsize, files: files > 0 ? ffree : null }
  } catch {
    return null
  }
}
