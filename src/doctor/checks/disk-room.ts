import { existsSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { configDirectory } from '../../clients/claude-code/layers.ts'
import { type Check, ok, skip } from '../check.ts'

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
      const bytes = roomAt(path)
      return bytes === null ? [] : [{ path, bytes }]
    })
    const [first] = rooms
    if (first === undefined) return skip('the system does not say how much there is')
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

/** Bytes that this user may still write; `null` where nobody says. */
function roomAt(path: string): number | null {
  try {
    const { type, bavail, bsize, files, ffree } = statfsSync(path)
    // A file system that says nothing of its size is not full: some of those over a network do.
    if (type === 0 && bavail === 0 && files === 0) return null
    return files > 0 && ffree === 0 ? 0 : bavail * bsize
  } catch {
    return null
  }
}
