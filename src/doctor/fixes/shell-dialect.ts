/** Fixes are written for sh; whoever has another shell gets the same line as that one takes it. */

interface Dialect {
  set(name: string, value: Value): string
  unset(names: readonly string[]): string
  /** Between two commands of which the second is wanted only after the first went well. */
  readonly and: string
}

/** What a variable is set to: words as they are, another variable, or what a command prints. */
type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'output'; readonly command: string }

const plain = /^[\w@%+=:,./~<>-]+$/
const inQuotes = (text: string, quote: string): string => (plain.test(text) ? text : `'${text.replaceAll("'", quote)}'`)

/** https://fishshell.com/docs/current/cmds/set.html */
const fish: Dialect = {
  set: (name, value) =>
    `set -gx ${name} ${value.kind === 'text' ? inQuotes(value.text, "\\'") : value.kind === 'variable' ? `"$${value.name}"` : `(${value.command})`}`,
  unset: (names) => `set -e ${names.join(' ')}`,
  and: ' && ',
}

/** https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_environment_variables */
const powershell: Dialect = {
  set: (name, value) =>
    `$env:${name} = ${value.kind === 'text' ? `'${value.text.replaceAll("'", "''")}'` : value.kind === 'variable' ? `$env:${value.name}` : `$(${value.command})`}`,
  unset: (names) => `Remove-Item ${names.map((name) => `Env:${name}`).join(', ')}`,
  and: '; ',
}

/** https://man7.org/linux/man-pages/man1/tcsh.1.html */
const tcsh: Dialect = {
  set: (name, value) =>
    `setenv ${name} ${value.kind === 'text' ? inQuotes(value.text, "'\\''") : value.kind === 'variable' ? `"$${value.name}"` : `\`${value.command}\``}`,
  unset: (names) => names.map((name) => `unsetenv ${name}`).join('; '),
  and: ' && ',
}

const dialects: readonly (readonly [shell: RegExp, dialect: Dialect])[] = [
  [/(?:^|\/)fish$/, fish],
  [/(?:^|[/\\])(?:pwsh|powershell)(?:\.exe)?$/i, powershell],
  [/(?:^|\/)t?csh$/, tcsh],
]

function dialectOf(platform: string, env: Readonly<Record<string, string | undefined>>): Dialect | null {
  const { SHELL: shell = '' } = env
  const known = dialects.find(([name]) => name.test(shell))
  if (known !== undefined) return known[1]
  // Git Bash and its kin say SHELL on Windows; what says nothing there is PowerShell, or understands its own words only.
  return platform === 'win32' && shell === '' ? powershell : null
}

/** The fix as the shell of this environment takes it; as it is where that is sh's kind, or cannot be said in its words. */
export function inTheirShell(
  fix: string,
  { platform, env }: { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> },
): string {
  const dialect = dialectOf(platform, env)
  const [, lead = '', line = ''] = /^((?:.*, then t|T)ype: )(.*)$/.exec(fix) ?? []
  if (dialect === null || line === '') return fix
  const told = translated(line, dialect)
  return told === null ? fix : lead + told
}

function translated(line: string, dialect: Dialect): string | null {
  let out = ''
  for (const [, command = '', separator = ''] of line.matchAll(
    /((?:\\'|'[^']*'|"(?:[^"\\]|\\.)*"|(?!; | && )[^'"])+)(; | && |$)/g,
  )) {
    const told = translatedCommand(command.trim(), dialect)
    if (told === null) return null
    out += told + (separator === ' && ' ? dialect.and : separator)
  }
  return out === '' ? null : out
}

function translatedCommand(command: string, dialect: Dialect): string | null {
  if (/^unset \w+( \w+)*$/.test(command)) return dialect.unset(command.split(' ').slice(1))
  if (!/^(?:export|unset) /.test(command)) return /\$\{|`/.test(command) ? null : command
  const assignments = command
    .slice('export '.length)
    .match(/\w+=(?:'[^']*'|\\'|"(?:[^"\\]|\\.)*"|<[^<>]*>|[^\s'"<>])*/g)
  if (assignments === null || assignments.join(' ') !== command.slice('export '.length)) return null
  const told = assignments.map((assignment) => {
    const at = assignment.indexOf('=')
    const value = meaningOf(assignment.slice(at + 1))
    return value === null ? null : dialect.set(assignment.slice(0, at), value)
  })
  return told.includes(null) ? null : told.join('; ')
}

/** A word of sh, as what it stands for; `null` for what another shell has no words for. */
function meaningOf(word: string): Value | null {
  const variable = /^"?\$(\w+)"?$/.exec(word)?.[1]
  if (variable !== undefined) return { kind: 'variable', name: variable }
  const command = /^"\$\(([^$`|]*)\)"$/.exec(word)?.[1]
  if (command !== undefined) return { kind: 'output', command }
  if (/[$`\\"]/.test(word.replaceAll("'\\''", ''))) return null
  return { kind: 'text', text: word.replaceAll("'\\''", '\u0000').replaceAll("'", '').replaceAll('\u0000', "'") }
}
