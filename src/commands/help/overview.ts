import { groups } from '../index.ts'

/** Whether a command line asks what there is: none, `help`, `--help`; or how one command is written: `help doctor`. */
export function askedFor(args: readonly string[]): 'overview' | { readonly help: readonly string[] } | null {
  const [first, ...rest] = args
  if (first === undefined) return 'overview'
  if (first === 'help') return rest.length === 0 ? 'overview' : { help: [...rest, '--help'] }
  return rest.length === 0 && (first === '--help' || first === '-h') ? 'overview' : null
}

/** What there is, on one screen: commands by what they are for. How each is written stands in its own help. */
export function overview(version: string): string {
  const width = Math.max(...groups.flatMap(({ commands }) => commands.map(({ name }) => name.length)))
  const blocks = groups.map(({ title, commands }) =>
    [title, ...commands.map(({ name, brief }) => `  ${name.padEnd(width)}  ${brief}`)].join('\n'),
  )
  return [
    'USAGE\n  warmkey <command> [options]\n  warmkey <command> --help',
    `warmkey ${version} keeps AI coding tools signed in: it fetches short-lived credentials from wherever you keep them, puts
a fresh one on every request, renews and replays what expired, and explains what was denied.`,
    `EXAMPLES
  warmkey run -- claude  Claude Code with a key that stays warm, nothing to configure
  warmkey doctor         why a prompt is not answered here, and what to type
  warmkey demo           see it work on a built-in upstream`,
    ...blocks,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}
