import { posix } from 'node:path'
import type { ClientWorld } from '../../clients/client.ts'
import { maySay, runSetting, shellWord } from '../fixes/fix-words.ts'
import type { HelperRun } from './helper-run.ts'
import { isThere, missingTool } from './missing-tool.ts'

/** Why a helper gave no key, where more is known than its exit code. */
export interface HelperFault {
  readonly summary: string
  readonly fix: string
  readonly evidence: readonly string[]
  readonly cause?: 'timeout'
}

/** What is known of the helper that was run. */
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

const byHand = ({ place }: HelperSetting): string => runSetting('apiKeyHelper', place)
const setAnother = ({ place }: HelperSetting, to: string): string => `Set apiKeyHelper in ${place} to ${to}.`

/** It reads from an input that the client leaves open and never writes to (measured with 2.1.329): it hangs for ever. */
const waits: Rule = ({ end, waits: on, complaint }, setting) => {
  if (end !== 'too-long' && on === null) return null
  const evidence = complaint === '' ? [] : [`its stderr: ${complaint}`]
  if (on === 'stdin')
    return {
      summary: 'The helper waits for something on its stdin, where nobody writes, so Claude Code waits with it.',
      fix: maySay(setting.command)
        ? setAnother(setting, `${setting.command} </dev/null`)
        : `Write " </dev/null" at the end of "apiKeyHelper" in ${setting.place}.`,
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
    fix: setAnother(setting, maySay(right) ? right : '<the same command, with $HOME for the ~>'),
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

/** The file that the command begins with, and its text, where that is a script. */
function scriptOf({ command, world }: HelperSetting): { readonly path: string; readonly text: string } | null {
  const first = /^\s*(?:"([^"]+)"|'([^']+)'|([^\s"']+))/.exec(command)
  const path = (first?.[1] ?? first?.[2] ?? first?.[3] ?? '').replace(/^(~|\$HOME|\$\{HOME\})(?=\/)/, world.home)
  const text = path.startsWith('/') ? world.read(path) : null
  return typeof text === 'string' && text.startsWith('#!') ? { path, text: text.slice(0, 4096) } : null
}

const rules: readonly Rule[] = [waits, quotedTilde, carriageReturns, interpreter, tool, asks, killed]
