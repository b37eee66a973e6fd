import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'

/** A directory as it is written into the configuration: whole, with `~` for the home directory. Throws `usage`. */
export function boundDirectory({ cwd, home }: Pick<WarmkeyContext, 'cwd' | 'home'>, given: string): string {
  const whole = resolve(cwd, given.replace(/^~(?=[/\\]|$)/, home))
  if (statSync(whole, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new WarmkeyError('usage', `${whole} is no directory.`, {
      remedy: 'Name one that is there, such as --directory .',
      transient: false,
    })
  }
  if (whole === home) return '~'
  return home !== '/' && whole.startsWith(`${home}/`) ? `~${whole.slice(home.length)}` : whole
}
