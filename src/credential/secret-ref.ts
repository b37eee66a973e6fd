import { z } from 'zod'
import { WarmkeyError } from '../errors.ts'
import { runChild } from './child.ts'
import { lastLine, withoutSecrets } from './foreign-text.ts'
import { expandHome, shortenHome } from './home-path.ts'
import { decodeText } from './key-text.ts'
import { readBounded } from './sources/file.ts'
import type { SourceDeps } from './sources/source.ts'
import { refuseSubscriptionLogin } from './subscription.ts'

const commandTimeoutMs = 30_000
const longest = 64 * 1024

/** A secret by the place where it is kept, because the configuration file never holds one. */
export const secretRefSchema = z
  .union(
    [
      z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,254}$/, 'is not the name of a variable') }),
      z.strictObject({ file: z.string().min(1) }),
      z.strictObject({ command: z.string().min(1) }),
    ],
    { error: 'says where a secret is kept: { "env": … }, { "file": … } or { "command": … }; never the secret itself' },
  )
  .meta({ description: 'Where a secret is kept: { "env": "NAME" }, { "file": "~/…" } or { "command": "…" }' })

export type SecretRef = z.output<typeof secretRefSchema>

/** The place as a person calls it. */
export function saySecretRef(ref: SecretRef, home: string): string {
  if ('env' in ref) return `the environment variable ${ref.env}`
  if ('file' in ref) return `the file ${shortenHome(expandHome(ref.file, home), home)}`
  return `the command \`${withoutSecrets(ref.command.replace(/\s+/g, ' ')).slice(0, 80)}\``
}

/**
 * Reads it anew: one line, without the line end. Unlike a key it may hold white space and any character but controls,
 * as passwords do. Throws `source-failed` and `source-malformed` in words that name the place.
 */
export async function readSecretRef(ref: SecretRef, deps: SourceDeps, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted()
  const place = saySecretRef(ref, deps.home)
  const what = place.charAt(0).toUpperCase() + place.slice(1)
  const text = (await readSecretText(ref, deps, signal)).replace(/^\uFEFF/, '').replace(/[\r\n]+$/, '')
  signal.throwIfAborted()
  const malformed = (fact: string, remedy: string) =>
    new WarmkeyError('source-malformed', `${what} ${fact}.`, { remedy })
  if (text.trim() === '') throw malformed('holds nothing', 'Put the secret there.')
  if (text.length > longest) throw malformed('holds more than 64 KiB', 'Give the secret alone.')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001F\u007F]/.test(text))
    throw malformed('holds more than one line', 'Give the secret alone, on one line.')
  return text
}

/** The whole text at that place. */
export async function readSecretText(ref: SecretRef, deps: SourceDeps, signal: AbortSignal): Promise<string> {
  const place = saySecretRef(ref, deps.home)
  const what = place.charAt(0).toUpperCase() + place.slice(1)
  if ('env' in ref) {
    refuseSubscriptionLogin(ref.env, what)
    const value = deps.env[ref.env]
    if (value !== undefined) return value
    throw new WarmkeyError('source-failed', `${what} is not set where warmkey runs.`, {
      remedy: 'Export it in the shell that starts warmkey, and start warmkey again.',
    })
  }
  if ('file' in ref) {
    const path = expandHome(ref.file, deps.home)
    refuseSubscriptionLogin(path, what)
    return decodeText(await readBounded(path, what))
  }
  refuseSubscriptionLogin(ref.command, what)
  return runForText(
    process.platform === 'win32'
      ? [deps.env.ComSpec ?? 'cmd.exe', '/d', '/s', '/c', `"${ref.command}"`]
      : ['/bin/sh', '-c', ref.command],
    what,
    deps,
    signal,
  )
}

/** What a program prints on its standard output. */
export async function runForText(
  argv: readonly [string, ...string[]],
  what: string,
  { clock, env, home }: SourceDeps,
  signal: AbortSignal,
): Promise<string> {
  const set = Object.entries({ HOME: home, ...env }).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const verbatim = process.platform === 'win32'
  const timeoutMs = commandTimeoutMs
  const end = await runChild({ argv, verbatim, env: Object.fromEntries(set), cwd: home, clock, timeoutMs, signal })
  signal.throwIfAborted()
  if (end.how === 'exited' && end.code === 0) return decodeText(end.stdout)
  const last = 'stderr' in end ? lastLine(withoutSecrets(end.stderr)) : ''
  const how =
    end.how === 'exited'
      ? `failed with exit code ${end.code}`
      : end.how === 'too-long'
        ? 'did not end within 30 s'
        : end.how === 'not-started'
          ? `could not be started (${end.code})`
          : 'was ended before it gave one'
  throw new WarmkeyError('source-failed', `${what} ${how}${last === '' ? '' : ` and said: "${last}"`}.`, {
    remedy: 'Run it in a terminal to see what it needs.',
  })
}
