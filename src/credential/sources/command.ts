import { z } from 'zod'
import { durationMs, durationSchema, sayDuration } from '../../duration.ts'
import { WarmkeyError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import { type ChildEnd, runChild } from '../child.ts'
import { lastLine, shorten, withoutSecrets } from '../foreign-text.ts'
import { expandHome } from '../home-path.ts'
import { parsePointer } from '../json-pointer.ts'
import { decodeText } from '../key-text.ts'
import { readKey } from '../read-key.ts'
import { signInBefore } from '../sign-in-before.ts'
import { refuseSubscriptionLogin } from '../subscription.ts'
import { ttlBounds } from '../windows.ts'
import type { Obtained, SourceDeps, SourceKind } from './source.ts'

/** Programs may wait for a browser or a fingerprint; the first client's own limit for a helper is 600 s as well. */
const timeoutBounds = { minMs: 1_000, maxMs: 600_000 }
const defaultTimeoutMs = 30_000

const schema = z.strictObject({
  type: z.literal('command'),
  command: z
    .union([z.string().min(1, 'is empty'), z.tuple([z.string().min(1, 'is empty')], z.string())], {
      error: 'is neither a command line nor a list of a program and its arguments',
    })
    .describe(
      'A line for /bin/sh (cmd.exe on Windows), or a program and its arguments as a list; "~/" is your home directory',
    ),
  field: z
    .string()
    .min(1)
    .refine((field) => !field.startsWith('/') || parsePointer(field) !== null, 'is not a JSON Pointer (RFC 6901)')
    .optional()
    .describe('Where the key is, when the program prints JSON: a name, or a JSON Pointer such as "/data/token"'),
  ttl: durationSchema(ttlBounds).optional().describe('How long a key is taken to live, where the program does not say'),
  timeout: durationSchema(timeoutBounds).optional().describe('How long the program may take; default "30s"'),
  env: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'is not the name of an environment variable'), z.string())
    .optional()
    .describe('Variables for the program, beside those of warmkey; never a secret'),
  signIn: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'What you type when the program needs you to sign in; shown, never run. A program that prints JSON may say until when, as "sign_in_before"',
    ),
  cwd: z.string().min(1).optional().describe('Directory to run it in; default: your home directory'),
})

export type CommandOptions = z.output<typeof schema>

/** Any program that prints a key, or JSON with one. */
export const command: SourceKind<CommandOptions> = {
  type: 'command',
  summary: 'Runs a program that prints the key, or JSON with the key and its expiry.',
  example: { type: 'command', command: '~/bin/mint-key', ttl: '1h' },
  schema,
  create(options, deps) {
    const line = typeof options.command === 'string' ? options.command : options.command.join(' ')
    const shown = shorten(withoutSecrets(line.replace(/\s+/g, ' ')), 80)
    const { argv, verbatim } = argvOf(options.command, deps)
    const cwd = expandHome(options.cwd ?? '~', deps.home)
    const timeoutMs = durationMs(options.timeout) ?? defaultTimeoutMs
    const childEnv = Object.fromEntries(
      Object.entries({ HOME: deps.home, ...deps.env, ...options.env }).filter(
        (pair): pair is [string, string] => pair[1] !== undefined,
      ),
    )
    let deadlineMs: number | null = null
    return {
      origin: `command ${shown}`,
      stable: false,
      renewableUnattended: true,
      lapsesWhenIdle: false,
      deadline: () => deadlineMs,
      ...(options.signIn === undefined ? {} : { signIn: options.signIn }),
      async obtain(signal): Promise<Obtained> {
        refuseSubscriptionLogin(line, `The command \`${shown}\``)
        const end = await runChild({ argv, verbatim, env: childEnv, cwd, clock: deps.clock, timeoutMs, signal })
        signal.throwIfAborted()
        if (end.how !== 'exited' || end.code !== 0) {
          const late = deadlineMs !== null && deadlineMs <= deps.clock.nowMs()
          if (late) throw signInIsOver(shown, options.signIn)
          throw failure(end, { shown, cwd, timeoutMs, inShell: verbatim || typeof options.command === 'string' })
        }
        const text = decodeText(end.stdout)
        deadlineMs = signInBefore(text)
        const { key, life, kind } = readKey(text, {
          what: `The output of \`${shown}\``,
          ...(options.field === undefined ? {} : { field: options.field }),
        })
        return { secret: new Secret(key), life, kind }
      },
    }
  },
}

function argvOf(
  given: CommandOptions['command'],
  deps: SourceDeps,
): { argv: [string, ...string[]]; verbatim: boolean } {
  if (typeof given !== 'string') {
    const [program, ...args] = given
    return { argv: [expandHome(program, deps.home), ...args.map((arg) => expandHome(arg, deps.home))], verbatim: false }
  }
  if (process.platform !== 'win32') return { argv: ['/bin/sh', '-c', given], verbatim: false }
  return { argv: [deps.env.ComSpec ?? 'cmd.exe', '/d', '/s', '/c', `"${given}"`], verbatim: true }
}

interface Circumstances {
  readonly shown: string
  readonly cwd: string
  readonly timeoutMs: number
  /** Whether a shell looked for the program. */
  readonly inShell: boolean
}

/** It said until when it could go on alone, and that is past: a retry without the person would change nothing. */
const signInIsOver = (shown: string, how: string | undefined): WarmkeyError =>
  new WarmkeyError('source-needs-person', `The sign-in behind the command \`${shown}\` has ended.`, {
    remedy: how === undefined ? 'Sign in again where the key comes from.' : `Sign in again, type: ${how}`,
  })

const runByHand = 'Run it in a terminal to see what it needs.'

function failure(end: ChildEnd, { shown, cwd, timeoutMs, inShell }: Circumstances): WarmkeyError {
  const it = `The command \`${shown}\``
  switch (end.how) {
    case 'not-started':
      return new WarmkeyError('source-failed', `${it} could not be started: ${notStarted[end.why](end.code, cwd)}.`, {
        remedy: notStartedRemedy[end.why],
      })
    case 'too-long':
      return new WarmkeyError(
        'source-timeout',
        `${it} did not end within ${sayDuration(timeoutMs)}${saying(end.stderr)}.`,
        {
          remedy: 'Run it in a terminal to see what it waits for, or set a longer "timeout".',
        },
      )
    case 'too-much':
      return new WarmkeyError('source-malformed', `${it} printed more than 64 KiB, which is no key.`, {
        remedy: 'Print the key alone; what is meant for people belongs on stderr.',
      })
    case 'killed':
      return new WarmkeyError('source-failed', `${it} was ended by ${end.signal}${saying(end.stderr)}.`, {
        remedy: runByHand,
      })
    case 'aborted':
      return new WarmkeyError('source-unavailable', `${it} was called off.`)
    case 'exited': {
      const said = saying(end.stderr, decodeText(end.stdout))
      if (inShell && end.code === 127) {
        return new WarmkeyError('source-failed', `${it} was not found${said}.`, {
          remedy: 'Give its whole path, or start warmkey where PATH holds it.',
        })
      }
      if (inShell && end.code === 126) {
        return new WarmkeyError('source-failed', `${it} is not executable${said}.`, {
          remedy: notStartedRemedy['no-permission'],
        })
      }
      return new WarmkeyError('source-failed', `${it} failed with exit code ${end.code}${said}.`, { remedy: runByHand })
    }
  }
}

/** The last thing it said on stderr, as the end of a sentence. */
function saying(stderr: string, stdout = ''): string {
  const last = lastLine(withoutSecrets(stderr, stdout))
  return last === '' ? '' : ` and said: "${last}"`
}

type NotStarted = Extract<ChildEnd, { how: 'not-started' }>['why']

const notStarted: Record<NotStarted, (code: string, cwd: string) => string> = {
  'no-program': () => 'there is no such program',
  'no-permission': () => 'the file is not executable',
  'no-directory': (_, cwd) => `the directory ${cwd} does not exist`,
  other: (code) => `the system answered ${code}`,
}

const notStartedRemedy: Record<NotStarted, string> = {
  'no-program': 'Give its whole path, or start warmkey where PATH holds it.',
  'no-permission': 'Make it executable with chmod +x.',
  'no-directory': 'Correct "cwd" in the configuration.',
  other: runByHand,
}
