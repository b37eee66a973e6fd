/** What matters here of Claude Code's own command line. */
export interface ClaudeArgs {
  /** Value of the last `--settings` (JSON text or a path): of several, the client uses the last alone (measured). */
  readonly settings: string | undefined
  /** The arguments without any `--settings`. */
  readonly rest: readonly string[]
  /** `--setting-sources`: which of the three files are read; `undefined` means all. */
  readonly sources: readonly string[] | undefined
  /** `--bare`: helpers of settings files are not read. */
  readonly bare: boolean
  /** `-p`, `--print`: no terminal interface, and so none of the client's own questions. */
  readonly print: boolean
}

/** Commands of the client that take arguments of their own, in which ours must not be looked for. */
const subcommands = new Set(['agents', 'auth', 'config', 'doctor', 'install', 'mcp', 'plugin', 'setup-token', 'update'])

/** Reads Claude Code's arguments up to `--` (what follows is a prompt) and takes `--settings` out of them. */
export function parseClaudeArgs(args: readonly string[]): ClaudeArgs {
  const rest: string[] = []
  let settings: string | undefined
  let sources: readonly string[] | undefined
  let bare = false
  let print = false
  const [first] = args
  let index = 0
  for (; index < args.length && !subcommands.has(first ?? ''); index++) {
    const arg = args[index] ?? ''
    if (arg === '--') break
    const [, name = arg, glued] = /^(--[a-z-]+)=(.*)$/s.exec(arg) ?? []
    const value = glued ?? args[index + 1]
    if (name === '--settings') {
      settings = value
      if (glued === undefined) index++
      continue
    }
    if (name === '--setting-sources' && value !== undefined) sources = value.split(',').map((source) => source.trim())
    if (arg === '--bare') bare = true
    if (arg === '-p' || arg === '--print') print = true
    rest.push(arg)
  }
  return { settings, rest: [...rest, ...args.slice(index)], sources, bare, print }
}
