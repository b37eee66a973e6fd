import { posix, win32 } from 'node:path'
import type { ClientWorld } from '../client.ts'

export const pathsOf = (platform: string): typeof posix => (platform === 'win32' ? win32 : posix)

/** The directory of user settings and logins: CLAUDE_CONFIG_DIR as it is, or `~/.claude`. */
export function configDirectory({ env, home, platform }: ClientWorld): string {
  return env.CLAUDE_CONFIG_DIR ?? pathsOf(platform).join(home, '.claude')
}
