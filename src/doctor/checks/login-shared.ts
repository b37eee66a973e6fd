import { lstatSync } from 'node:fs'
import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'

/**
 * A refresh token is good once: of two who renew the same login, one is signed out. The files of logins are only looked
 * at from outside.
 */
export const loginShared: Check = {
  id: 'login-shared',
  title: 'One program alone renews the login',
  group: 'credential',
  needs: ['credential-found'],
  run({ ladder, world }) {
    if (!ladder.rungs.some(({ kind }) => kind === 'login')) return doesNotApply('there is no Claude login in a file')
    const path = pathsOf(world.platform)
    const file = path.resolve(world.cwd, configDirectory(world), '.credentials.json')
    const { linked, names } = linksOf(file)
    if (linked || names > 1)
      return {
        status: 'warn',
        cause: 'conflicting-credentials',
        summary: linked
          ? `${file} is a link: the first renewal puts a file in its place, and the login at the other end is dead from then on.`
          : `${file} is one file under ${names} names: the first renewal parts them, and the other login is dead from then on.`,
        evidence: [linked ? `${file}: a symbolic link` : `${file}: ${names} hard links`],
        fix: `Give each place a login of its own: rm ${file}; claude auth login`,
      }
    const other = copyOf(world)
    if (other === null) return ok('no copy was found where other programs keep one')
    return {
      status: 'warn',
      cause: 'conflicting-credentials',
      summary: `${other.whose} keeps a login of Claude too, and where it is a copy of this one, one of the two is signed out.`,
      evidence: [`${other.place}: speaks of one`],
      fix: `Sign in there by its own command, or take it out there; if Claude Code was signed out: claude auth login`,
    }
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
