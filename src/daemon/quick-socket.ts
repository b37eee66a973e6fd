/*
 * `findSocket` for commands that must answer within a few milliseconds: `node:fs` and `node:path` cost this runtime 4 ms,
 * as much as its own start.
 */

export interface QuickPlace {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly platform: string
}

/**
 * Path of the living daemon's socket, or `null` where none is found: the caller then looks with more care. The socket and
 * its directory must be ours, and nobody else may enter that; then nobody else can have put it there. Not on Windows.
 */
export async function quickSocket({ env, home, platform }: QuickPlace): Promise<string | null> {
  for (const directory of directories(env, home, platform)) {
    const socket = `${directory}/control.sock`
    if ((await isOurs(directory, 'directory')) && (await isOurs(socket, 'socket'))) return socket
  }
  return null
}

/** The same places as in `places.ts`, in the same order; a test compares them. */
function directories(env: QuickPlace['env'], home: string, platform: string): string[] {
  if (platform === 'win32') return []
  if (platform === 'darwin') return [`${home}/Library/Application Support/warmkey`]
  const { XDG_RUNTIME_DIR: runtime, XDG_STATE_HOME: state } = env
  const directory = `${state?.startsWith('/') ? state : `${home}/.local/state`}/warmkey`
  return runtime?.startsWith('/') ? [`${runtime}/warmkey`, directory] : [directory]
}

async function isOurs(path: string, kind: 'directory' | 'socket'): Promise<boolean> {
  try {
    const stats = await Bun.file(path).stat()
    if (stats.uid !== process.getuid?.()) return false
    return kind === 'socket' ? stats.isSocket() : stats.isDirectory() && (stats.mode & 0o077) === 0
  } catch {
    return false
  }
}
