import { statSync } from 'node:fs'
import { posix } from 'node:path'
import type { ClientWorld } from '../../clients/client.ts'
import { shellWord } from '../fixes/fix-words.ts'
import type { HelperRun } from './helper-run.ts'

/** Why a helper gave no key, where more is known than its exit code. */
export interface HelperFault {
  readonly summary: string
  readonly fix: string
  readonly evidence: readonly string[]
  readonly cause?: 'timeout'
}

export interface HelperSetting {
  readonly command: string
  /** Where it is set, for people. */
  readonly place: string
  /** The environment that it runs in. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly world: Pick<ClientWorld, 'read' | 'home'>
}

type Rule = (run: HelperRun, setting: HelperSetting) => HelperFault | null

/** The first of these that is so; `null` where the exit code is all that is known. */
export const faultOfHelper: Rule = (run, setting) => {
  for (const rule of rules) {
    const fault = rule(run, setting)
    if (fault !== null) return fault
  }
  return null
}

const byHand = ({ place }: HelperSetting): string => `Type: sh -c "$(jq -r .apiKeyHelper ${shellWord(place)})"`
const setAnother = ({ place }: HelperSetting, to: string): string => `Set apiKeyHelper in ${place} to ${to}.`

/** It reads from an input that the client leaves open and never writes to (measured with 2.1.329): it hangs for ever. */
const waits: Rule = ({ end, waits: on, complaint }, setting) => {
  if (end !== 'too-long' && on === null) return null
  const evidence = complaint === '' ? [] : [`its stderr: ${complaint}`]
  if (on === 'stdin')
    return {
      summary: 'The helper waits for something on its stdin, where nobody writes, so Claude Code waits with it.',
      fix: setAnother(setting, `${setting.command} </dev/null`),
      evidence: [...evidence, 'a process of it is reading file descriptor 0'],
      cause: 'timeout',
    }
  if (on === 'terminal')
    return {
      summary: 'The helper waits for an answer on the terminal, which Claude Code uses itself.',
      fix: setAnother(setting, '<a command that asks nobody>'),
      evidence: [...evidence, 'a process of it is reading the terminal'],
      cause: 'timeout',
    }
  return null
}

/** A prompt that had no terminal to go to. */
const asks: Rule = ({ stderr }, setting) =>
  /\/dev\/tty: (No such device|Device not configured)|(?:not a tty|no tty present|inappropriate ioctl for device|stdin is not a terminal)/i.test(
    stderr,
  )
    ? {
        summary: 'The helper wants to ask on a terminal, and Claude Code gives it none.',
        fix: setAnother(setting, '<a command that asks nobody>'),
        evidence: [],
      }
    : null

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  6: 'SIGABRT',
  9: 'SIGKILL, as the system does when memory runs out',
  11: 'SIGSEGV, a crash of the program',
  13: 'SIGPIPE',
  15: 'SIGTERM',
}

/** Shells add 128 to the number of the signal: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html */
const killed: Rule = ({ end, code, signal }, setting) => {
  const number = code !== null && code > 128 && code < 160 ? code - 128 : null
  const name = number === null ? signal : signals[number]
  if ((end !== 'killed' && number === null) || name === null || name === undefined) return null
  return { summary: `The helper was ended by ${name}.`, fix: byHand(setting), evidence: [] }
}

/** `~` means the home directory only outside of quotes. */
const quotedTilde: Rule = ({ code }, setting) => {
  const found = /(["'])~\//.exec(setting.command)
  if ((code !== 126 && code !== 127) || found === null) return null
  const right = setting.command.replace(/(["'])~\/([^"']*)\1/g, (_, __, rest) => `"$HOME/${rest}"`)
  return {
    summary: 'The helper is not there: a ~ in quotes is no home directory to sh.',
    fix: setAnother(setting, right),
    evidence: [`apiKeyHelper of ${setting.place} begins with ${found[0]}`],
  }
}

/** A script of Windows line ends: its interpreter then ends with a carriage return, and dash says only "not found". */
const carriageReturns: Rule = ({ code }, setting) => {
  const script = scriptOf(setting)
  if (code === 0 || script === null || !/^#![^\n]*\r\n/.test(script.text)) return null
  return {
    summary: `The helper ${script.path} has line ends of Windows, so its first line names an interpreter that is not there.`,
    fix: `Type: perl -pi -e 's/\\r$//' ${shellWord(script.path)}`,
    evidence: [`${script.path}: line 1 ends with a carriage return`],
  }
}

const interpreter: Rule = ({ code }, setting) => {
  const script = scriptOf(setting)
  const line = /^#!\s*(\S+)(?:\s+(?:-S\s+)?(\S+))?/.exec(script?.text ?? '')
  if ((code !== 126 && code !== 127) || script === null || line === null) return null
  const [, program = '', argument = ''] = line
  const name = posix.basename(program) === 'env' ? argument : program
  if (name === '' || isThere(name, setting)) return null
  return missingTool(name, `which the first line of ${script.path} names`, setting)
}

/** How shells, env and runtimes say that a program is not there. */
const notFound: readonly RegExp[] = [
  /env: ['‘"]?([\w.+-]+)['’"]?: No such file/,
  /(?:^|[\s:])(?:line )?\d+: ([\w.+-]+): (?:command )?not found/,
  /(?:^|\n)(?:zsh|bash|sh|dash|ash|fish): (?:command not found: )?([\w.+-]+)(?:: (?:command )?not found)?$/m,
  /(?:spawn|exec) ([\w.+-]+) ENOENT/,
  /No such file or directory: ['"]([\w.+-]+)['"]/,
  /exec: "([\w.+-]+)": executable file not found/,
]

const tool: Rule = ({ code, key, stderr }, setting) => {
  if (code === 0 && key !== null) return null
  for (const pattern of notFound) {
    const name = pattern.exec(stderr)?.[1]
    if (name !== undefined && !isThere(name, setting)) return missingTool(name, 'which it runs', setting)
  }
  return null
}

/** Folders that a login shell often has on its PATH and a client started elsewhere has not. */
const usual = [
  '.local/bin',
  'bin',
  '.cargo/bin',
  'go/bin',
  '.volta/bin',
  '.asdf/shims',
  '.local/share/mise/shims',
  '.bun/bin',
]
const system = [
  '/usr/local/bin',
  '/opt/homebrew/bin',
  posix.join('/', 'home', 'linuxbrew', '.linuxbrew', 'bin'),
  '/snap/bin',
  '/usr/local/sbin',
]

/** Where whoever makes a tool says how it is installed. */
const installs: Readonly<Record<string, string>> = {
  vault: 'https://developer.hashicorp.com/vault/install',
  op: 'https://developer.1password.com/docs/cli/get-started',
  aws: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
  gcloud: 'https://cloud.google.com/sdk/docs/install',
  az: 'https://learn.microsoft.com/cli/azure/install-azure-cli',
  jq: 'https://jqlang.org/download',
  node: 'https://nodejs.org/en/download',
  bw: 'https://bitwarden.com/help/cli',
  doppler: 'https://docs.doppler.com/docs/install-cli',
  pass: 'https://www.passwordstore.org',
}

/** Debian's package of it, where that has another name than the program. */
const packages: Readonly<Record<string, string>> = { 'secret-tool': 'libsecret-tools', jq: 'jq', python3: 'python3' }

function missingTool(name: string, because: string, setting: HelperSetting): HelperFault {
  const { env, world } = setting
  const short = posix.basename(name)
  const folders = [...usual.map((folder) => `${world.home}/${folder}`), ...system]
  const elsewhere = name.includes('/') ? undefined : folders.find((folder) => isFile(`${folder}/${name}`))
  const alias = ['.bashrc', '.bash_aliases', '.zshrc', '.profile', '.zprofile']
    .map((file) => `${world.home}/${file}`)
    .find((file) => {
      const text = world.read(file)
      return (
        typeof text === 'string' &&
        text
          .split('\n')
          .some((line) => line.trimStart().startsWith(`alias ${name}=`) || line.trimStart().startsWith(`${name}()`))
      )
    })
  const install = installs[short]
  const bundle = packages[short]
  return {
    summary:
      alias !== undefined
        ? `The helper needs ${short}, ${because}, and that is a name of your own shell (${alias}), which sh does not know.`
        : `The helper needs ${short}, ${because}, and it is not on the PATH that Claude Code has.`,
    fix:
      alias !== undefined
        ? setAnother(setting, `<the command that ${short} stands for>`)
        : elsewhere !== undefined
          ? `Type: export PATH=${shellWord(elsewhere)}:$PATH`
          : bundle !== undefined
            ? `Type: apt-get install ${bundle}`
            : install !== undefined
              ? `Install ${short}: ${install}`
              : `Install ${short}, or set apiKeyHelper in ${setting.place} to <the command that prints your key>.`,
    evidence: [`PATH: ${(env.PATH ?? '').split(':').slice(0, 8).join(':')}`],
  }
}

/** The file that the command begins with, and its text, where that is a script. */
function scriptOf({ command, world }: HelperSetting): { readonly path: string; readonly text: string } | null {
  const first = /^\s*(?:"([^"]+)"|'([^']+)'|([^\s"']+))/.exec(command)
  const path = (first?.[1] ?? first?.[2] ?? first?.[3] ?? '').replace(/^(~|\$HOME|\$\{HOME\})(?=\/)/, world.home)
  const text = path.startsWith('/') ? world.read(path) : null
  return typeof text === 'string' && text.startsWith('#!') ? { path, text: text.slice(0, 4096) } : null
}

const isThere = (name: string, { env }: HelperSetting): boolean =>
  name.includes('/') ? isFile(name) : (env.PATH ?? '').split(':').some((folder) => isFile(`${folder || '.'}/${name}`))

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

const rules: readonly Rule[] = [waits, quotedTilde, carriageReturns, interpreter, tool, asks, killed]
