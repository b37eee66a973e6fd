/** One line of a `.gitignore`. */
interface Rule {
  readonly matches: (path: string) => boolean
  readonly again: boolean
}

/** The rules of one file, and the folder that they are about. */
export interface IgnoreFile {
  /** Relative to the root of the checkout, with `/` at its end; empty for the root. */
  readonly folder: string
  readonly rules: readonly Rule[]
}

/**
 * Reads the patterns of a `.gitignore`: https://git-scm.com/docs/gitignore. Of what that page says, character classes with
 * names (`[[:space:]]`) are not understood and match nothing.
 */
export const readIgnoreFile = (text: string, folder = ''): IgnoreFile => ({
  folder,
  rules: text.split(/\r?\n/).flatMap((line): Rule[] => {
    const pattern = line.replace(/(?<!\\)\s+$/, '')
    if (pattern === '' || pattern.startsWith('#')) return []
    const again = pattern.startsWith('!')
    const body = (again ? pattern.slice(1) : pattern).replace(/^\\(?=[#!])/, '')
    const onlyFolders = body.endsWith('/')
    const bare = body.replace(/\/$/, '')
    const anchored = bare.includes('/')
    const glob = new Bun.Glob(anchored ? bare.replace(/^\//, '') : bare)
    const matches = (path: string): boolean => {
      const parts = path.split('/')
      // A folder that is left out takes everything in it along.
      const last = onlyFolders ? parts.length - 1 : parts.length
      for (let length = 1; length <= last; length++) {
        const upTo = anchored ? parts.slice(0, length).join('/') : (parts[length - 1] ?? '')
        if (glob.match(upTo)) return true
      }
      return false
    }
    return [{ matches, again }]
  }),
})

/** Whether git leaves this file out; `files` from the one that counts least (the user's own) to the one beside the file. */
export function isIgnored(path: string, files: readonly IgnoreFile[]): boolean {
  let ignored = false
  for (const { folder, rules } of files) {
    if (!path.startsWith(folder)) continue
    const inside = path.slice(folder.length)
    for (const { matches, again } of rules) if (matches(inside)) ignored = !again
  }
  return ignored
}
