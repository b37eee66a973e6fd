import { basename, join } from 'node:path'
import type { Edit } from '../fixes/edit.ts'
import { shellWord } from '../fixes/fix-words.ts'
import { speaksOfKeys } from './checkout.ts'
import type { FoundKey } from './key-kinds.ts'

/** Where a key lies, the worst first: what everybody gets, what everybody with the repository has, what one person typed. */
export const worst = ['browser', 'tracked', 'remote', 'unignored', 'history', 'readable'] as const

/** One key that lies about; never its text. */
export interface Lying {
  readonly where: (typeof worst)[number]
  readonly path: string
  readonly line: number
  readonly kind: string
  readonly fix: string
  readonly edit?: Edit
}

/** One that git keeps. A file that is made for keys is taken out of git; a program is not. */
export function kept(root: string, name: string, key: FoundKey): Lying {
  const path = join(root, name)
  const at = `git -C ${shellWord(root)} rm --cached -q ${shellWord(name)}`
  return {
    where: 'tracked',
    path,
    ...key,
    fix: speaksOfKeys(basename(name))
      ? `Type: ${at} && echo ${shellWord(`/${name}`)} >> ${shellWord(join(root, '.gitignore'))}`
      : `Revoke that key where it was made, and take it out of line ${key.line} of ${path}.`,
  }
}

/** In a variable that build tools put into pages. */
export const browserVariable = (path: string, key: FoundKey): Lying => ({
  where: 'browser',
  path,
  ...key,
  fix: `Revoke that key where it was made, and give the variable in line ${key.line} of ${path} a name that is not built into pages.`,
})

/** In what was built for pages. */
export const bundled = (path: string, key: FoundKey): Lying => ({
  where: 'browser',
  path,
  ...key,
  fix: 'Revoke that key where it was made, and ask for it on a server of yours instead of in the page.',
})
