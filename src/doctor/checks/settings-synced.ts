import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { shellWord } from '../fixes/fix-words.ts'

/** Folders that a service keeps the same on several machines, by a part of their path. */
const services: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\/Library\/Mobile Documents(?:\/|$)/, 'iCloud'],
  [/\/Library\/CloudStorage\/([A-Za-z]+)/, 'a cloud service'],
  [/\/Dropbox(?: \([^/]+\))?(?:\/|$)/, 'Dropbox'],
  [/\/OneDrive(?: ?- ?[^/]+)?(?:\/|$)/, 'OneDrive'],
  [/\/(?:Google ?Drive|My Drive)(?:\/|$)/, 'Google Drive'],
  [/\/Nextcloud(?:\/|$)/i, 'Nextcloud'],
  [/\/(?:pCloudDrive|pCloud Drive|MEGA|Sync|SynologyDrive|Seafile)(?:\/|$)/, 'a cloud service'],
]

/**
 * Settings and logins that a cloud service copies between machines: a login that two machines renew is dead for one of them,
 * a file that is written on both at once comes out as two, and keys lie on a server.
 */
export const settingsSynced: Check = {
  id: 'settings-synced',
  title: 'One machine alone writes your settings',
  group: 'files',
  needs: ['directories'],
  run({ world }) {
    const path = pathsOf(world.platform)
    const named = path.resolve(world.cwd, configDirectory(world))
    const directory = real(named)
    if (directory === null) return doesNotApply('there is no directory yet')
    const place = `${directory.replaceAll('\\', '/')}/`
    // A home that is synced as a whole is somebody's decision about everything.
    const home = `${(real(world.home) ?? world.home).replaceAll('\\', '/')}/`
    const inside = place.startsWith(home) ? `/${place.slice(home.length)}` : place
    const service =
      services.find(([pattern]) => pattern.test(inside))?.[1] ?? (syncthing(directory) ? 'Syncthing' : null)
    if (service === null) return ok(directory)
    const isLink = directory !== named
    return {
      status: 'warn',
      cause: 'conflicting-credentials',
      summary: `${service} copies ${directory} between machines, so logins that one of them renews are dead on the others.`,
      evidence: [isLink ? `${named} -> ${directory}` : directory],
      fix:
        world.env.CLAUDE_CONFIG_DIR !== undefined
          ? 'Type: unset CLAUDE_CONFIG_DIR'
          : `Type: rm ${shellWord(named)} && cp -a ${shellWord(directory)} ${shellWord(named)}`,
    }
  },
}

function real(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}

/** Syncthing marks the root of what it keeps with this name. */
function syncthing(directory: string): boolean {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.stfolder'))) return true
    if (dirname(folder) === folder) return false
  }
}
