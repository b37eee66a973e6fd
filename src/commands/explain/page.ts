import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { writePrivateFile } from '../../daemon/private-file.ts'
import { privateDirectory, stateDirectory } from '../../daemon/state-directory.ts'
import type { Signature } from '../../signatures/signature.ts'
import type { WarmkeyContext } from '../context.ts'
import { cardHtml } from './card-html.ts'

type World = Pick<WarmkeyContext, 'env' | 'home' | 'platform'>

/** Writes the page of a card and opens it where a browser is. Returns the sentence to print. */
export function openPage(
  world: World,
  card: Signature,
  start: (argv: readonly string[]) => boolean = startBrowser(world),
): string {
  const path = writePage(world, card)
  const argv = browserFor(world)
  if (argv === null || !start([...argv, path])) return `No browser is here; its page: ${path}`
  return `Opened ${path}`
}

function writePage(world: World, card: Signature): string {
  const directory = privateDirectory(
    join(privateDirectory(stateDirectory(world), world.platform), 'pages'),
    world.platform,
  )
  const path = join(directory, `${card.id}.html`)
  writePrivateFile(path, cardHtml(card))
  return path
}

/** The command that shows a file to the person at this machine; `null` where nobody can see it. */
export function browserFor(
  { env, platform }: Pick<World, 'env' | 'platform'>,
  exists = isProgram,
): readonly string[] | null {
  // Somebody behind a terminal elsewhere does not see what opens here.
  if (env.SSH_CONNECTION !== undefined || env.CI !== undefined) return null
  if (platform === 'darwin') return ['/usr/bin/open']
  if (platform === 'win32') return ['explorer.exe']
  if ((env.DISPLAY ?? '') === '' && (env.WAYLAND_DISPLAY ?? '') === '' && env.WSL_DISTRO_NAME === undefined) return null
  for (const name of env.WSL_DISTRO_NAME === undefined ? ['xdg-open'] : ['wslview', 'xdg-open']) {
    const found = (env.PATH ?? '').split(':').map((directory) => join(directory, name))
    const path = found.find((each) => each.startsWith('/') && exists(each))
    if (path !== undefined) return [path]
  }
  return null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const startBrowser =
  ({ env }: World) =>
  (argv: readonly string[]): boolean => {
    try {
      Bun.spawn([...argv], { env: { ...env }, stdio: ['ignore', 'ignore', 'ignore'] }).unref()
      return true
    } catch {
      return false
    }
  }
