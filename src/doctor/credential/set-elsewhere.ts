import { posix } from 'node:path'
import type { ClientWorld } from '../../clients/client.ts'
import { andThen, shellWord } from '../fixes/fix-words.ts'
import { unreadVariable } from './unread-variables.ts'

/** Variables that sign in, as people set them. */
export const signingVariables = ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY', 'CLAUDE_CODE_OAUTH_TOKEN'] as const

/** A variable that somebody has set, somewhere that this shell has not read. */
export interface Elsewhere {
  readonly name: string
  /** Why it is not here, as one sentence. */
  readonly summary: string
  readonly evidence: readonly string[]
  readonly fix: string
}

/** How a place becomes part of a shell's environment. */
type Way = 'script' | 'fish' | 'direnv' | 'login' | 'pam' | 'systemd' | 'launchd' | 'dotenv'

interface Line {
  readonly file: string
  readonly line: number
  readonly name: string
  readonly exported: boolean
}

/** Scripts by which shells set what a new window has, below the home directory. */
const scripts = [
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.profile',
  '.config/fish/config.fish',
  '.envrc',
]

/**
 * The first place that sets such a variable without this shell having it: scripts of shells, `.envrc` here, what is read at
 * login (https://man7.org/linux/man-pages/man8/pam_env.8.html), what systemd gives to services
 * (https://www.freedesktop.org/software/systemd/man/latest/environment.d.html), launch agents of macOS, and the shell from
 * which `sudo` made this one. Nothing of them is run.
 */
export function setElsewhere(world: ClientWorld): Elsewhere | null {
  const unread = unreadVariable(world)
  if (unread !== null) {
    const { name, instead, fix } = unread
    const summary = `${name} is set, and Claude Code does not read it: what it reads is ${instead}.`
    return { name, summary, evidence: [`the shell: ${name} is set`], fix }
  }
  for (const [file, way] of placesOf(world)) {
    const found = lineIn(file, way, world)
    if (found !== null) return told(found, way, world)
  }
  return bySudo(world)
}

function placesOf({ home, cwd, platform, list }: ClientWorld): (readonly [string, Way])[] {
  const below = (directory: string, end: string): string[] =>
    list(directory)
      .filter((name) => name.endsWith(end))
      .toSorted()
      .map((name) => posix.join(directory, name))
  const unix: (readonly [string, Way])[] = [
    ['/etc/environment', 'login'],
    [`${home}/.pam_environment`, 'pam'],
    ...below(`${home}/.config/environment.d`, '.conf').map((file) => [file, 'systemd'] as const),
  ]
  return [
    ...scripts.map((name): readonly [string, Way] => [
      `${home}/${name}`,
      name.endsWith('.fish') ? 'fish' : name === '.envrc' && home !== cwd ? 'direnv' : 'script',
    ]),
    [`${cwd}/.envrc`, 'direnv'],
    [`${cwd}/.env`, 'dotenv'],
    [`${cwd}/.env.local`, 'dotenv'],
    ...(platform === 'darwin'
      ? below(`${home}/Library/LaunchAgents`, '.plist').map((file) => [file, 'launchd'] as const)
      : unix),
  ]
}

function lineIn(file: string, way: Way, { read }: ClientWorld): Line | null {
  const text = read(file)
  if (typeof text !== 'string') return null
  const lines = text.split('\n')
  if (way === 'launchd') {
    const at = lines.findIndex((line) => signingVariables.some((name) => line.includes(name)))
    const name = signingVariables.find((each) => lines[at]?.includes(each))
    return name === undefined || !text.includes('setenv') ? null : { file, line: at + 1, name, exported: true }
  }
  for (const [index, line] of lines.entries()) {
    const set =
      /^\s*(export\s+|set\s+-\w*x\w*\s+|(?:declare|typeset)\s+-\w*x\w*\s+)?(?:-\w+\s+)?([A-Z_]+)(?:=|\s)/.exec(line)
    const name = signingVariables.find((each) => each === set?.[2])
    if (name === undefined) continue
    const exported =
      set?.[1] !== undefined || lines.some((other) => new RegExp(`^\\s*export\\s+${name}\\s*$`).test(other))
    return { file, line: index + 1, name, exported }
  }
  return null
}

function told({ file, line, name, exported }: Line, way: Way, world: ClientWorld): Elsewhere {
  const { env } = world
  const word = shellWord(file)
  const at = `${file}, line ${line}: sets ${name}`
  const editor = env.TERM_PROGRAM === 'vscode'
  const terminal = editor ? ['terminals of VS Code have what VS Code was started with: start it anew, by `code`'] : []
  const source = `Type: set -a && . ${word} && set +a`
  switch (way) {
    case 'login':
    case 'dotenv':
    case 'systemd': {
      const readBy = {
        login: 'which is read at login',
        dotenv: 'which Claude Code does not read',
        systemd: 'which systemd reads for its services',
      }[way]
      const summary = `${name} is set in ${file}, ${readBy}, and this shell does not have it.`
      return { name, summary, evidence: [at, ...terminal], fix: source }
    }
    case 'pam': {
      const summary = `${name} is set in ${file}, which most systems read no more, and this shell does not have it.`
      const evidence = [at, 'Linux-PAM 1.5 has switched user_readenv off: put it into ~/.profile, with export']
      return { name, summary, evidence, fix: `Type: export ${name}=<your key>` }
    }
    case 'launchd': {
      const summary = `${name} is set for programs of the desktop by ${file}, and this shell does not have it.`
      return { name, summary, evidence: [at], fix: `Type: export ${name}="$(launchctl getenv ${name})"` }
    }
    case 'direnv': {
      const summary = `${name} is set in ${file}, which is not loaded in this shell.`
      const fix = exported
        ? `Type: . ${word}`
        : andThen(`Write "export " before line ${line} of ${file}`, `Type: . ${word}`)
      return { name, summary, evidence: [at, 'direnv loads it by itself, once it is hooked in: direnv allow'], fix }
    }
    default: {
      const foreign = way === 'fish' && !/fish$/.test(env.SHELL ?? '')
      const summary = `${name} is set in ${file}, but not exported in this shell.`
      const evidence = [`${at}${exported ? '' : ' without export'}`, ...terminal]
      // Its language is no sh, and its own value is asked for.
      if (foreign) return { name, summary, evidence, fix: `Type: export ${name}="$(fish -c 'echo $${name}')"` }
      const fix = exported
        ? `Type: . ${word}`
        : andThen(`Write "export " before line ${line} of ${file}`, `Type: . ${word}`)
      return { name, summary, evidence, fix }
    }
  }
}

/** `sudo` drops variables: https://www.sudo.ws/docs/man/sudoers.man/#Command_environment */
function bySudo({ env, platform }: ClientWorld): Elsewhere | null {
  const { SUDO_USER: user = '' } = env
  if (user === '' || user === 'root' || platform === 'win32') return null
  return {
    name: 'ANTHROPIC_API_KEY',
    summary: `This shell was made by sudo, which drops variables: what ${user} has exported is not here.`,
    evidence: [`the shell: SUDO_USER is ${user}`, 'where it has to be root, sudo -E keeps them: sudo -E -s'],
    fix: 'Type: exit',
  }
}
