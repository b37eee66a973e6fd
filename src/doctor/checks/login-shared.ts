import { lstatSync } from 'node:fs'
import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { livingClients, mountedAt, renewsAlone, textAt } from '../client/living-clients.ts'
import { shellWord } from '../fixes/fix-words.ts'

const signIn = 'Type: claude auth login'

/**
 * A refresh token is good once: of two who renew the same login, one is signed out. The files of logins are only looked
 * at from outside. What runs in a container is not seen from outside of it, nor what another machine does with a copy.
 */
export const loginShared: Check = {
  id: 'login-shared',
  title: 'One program alone renews the login',
  group: 'credential',
  needs: ['credential-found'],
  run({ ladder, world }) {
    if (!ladder.rungs.some(({ kind }) => kind === 'login')) return doesNotApply('there is no Claude login in a file')
    const path = pathsOf(world.platform)
    const folder = path.resolve(world.cwd, configDirectory(world))
    const file = path.join(folder, '.credentials.json')
    const { linked, names } = linksOf(file)
    const shared = (summary: string, evidence: readonly string[], fix: string): Complaint => ({
      status: 'warn',
      cause: 'conflicting-credentials',
      summary,
      evidence,
      fix,
    })
    const own = `Type: rm ${shellWord(file)} && claude auth login`
    if (linked)
      return shared(
        `${file} is a link: the first renewal puts a file in its place, and the login at the other end is dead from then on.`,
        [`${file}: a symbolic link`],
        own,
      )
    if (names > 1)
      return shared(
        `${file} is one file under ${names} names: the first renewal parts them, and the other login is dead from then on.`,
        [`${file}: ${names} hard links`],
        own,
      )
    const other = copyOf(world)
    if (other !== null)
      return shared(
        `${other.whose} keeps a login of Claude too, and where it is a copy of this one, one of the two is signed out.`,
        [`${other.place}: speaks of one`],
        signIn,
      )
    const mount = world.platform === 'linux' ? mountedAt(file, world.home, textAt('/proc/self/mountinfo')) : null
    if (mount !== null)
      return shared(
        `${mount} is mounted here from elsewhere: a Claude Code on each side renews one login, and one of the two is signed out.`,
        [`/proc/self/mountinfo: ${mount}`],
        'Type: export CLAUDE_CONFIG_DIR="$HOME/.claude-here" && claude auth login',
      )
    const living = livingClients(world.platform).filter(({ configDirectory: place }) => place === folder)
    const alone = living.find(renewsAlone)
    if (living.length > 1 && alone !== undefined)
      return shared(
        `${living.length} Claude Codes share this login, and ${alone.version} (process ${alone.pid}) renews it without asking the others, which 2.1.211 and later do.`,
        living.map(({ pid, version }) => `process ${pid}: ${version ?? 'a version that its path does not say'}`),
        `Type: kill ${alone.pid} && claude update`,
      )
    const running = living.length === 0 ? 'none runs' : `${living.length} running, which agree on who renews`
    return ok(`no copy was found where other programs keep one; ${running}`)
  },
}

function linksOf(file: string): { readonly linked: boolean; readonly names: number } {
  try {
    const stat = lstatSync(file)
    return { linked: stat.isSymbolicLink(), names: stat.nlink }
  } catch {
    return { linked: false, names: 1 }
  }
}

/** Where another program keeps a login of Claude; it is looked for, never read out. */
function copyOf({ read, list, home }: Bench['world']): { readonly whose: string; readonly place: string } | null {
  const opencode = `${home}/.local/share/opencode/auth.json`
  const text = read(opencode)
  if (typeof text === 'string' && /"anthropic"\s*:\s*\{[^}]*"oauth"/.test(text))
    return { whose: 'opencode', place: opencode }
  const proxy = `${home}/.cli-proxy-api`
  return list(proxy).some((name) => name.startsWith('claude-')) ? { whose: 'CLIProxyAPI', place: proxy } : null
}
