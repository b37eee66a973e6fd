import { asWarmkeyError, type WarmkeyErrorCode } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import type { Given, KeyFormat } from './formats.ts'

/** What was asked for cannot be given however often it is asked: exit code 2. Everything else may pass: 1. */
const couldNotWork: ReadonlySet<WarmkeyErrorCode> = new Set([
  'usage',
  'config-invalid',
  'config-unreadable',
  'profile-unknown',
  'nothing-to-keep',
  'export-refused',
  'state-unsafe',
  'internal',
])

/** The key and nothing else on stdout; what there is to say, in one line on stderr. */
export function sayKey(context: WarmkeyContext, format: KeyFormat, given: Given & { readonly notice?: string }): void {
  const text = format.print(given)
  if (given.notice !== undefined) context.process.stderr.write(`warmkey: ${oneLine(given.notice)}\n`)
  context.process.stdout.write(text)
  context.process.exitCode = 0
}

/** Why there is no key: one line on stderr, which the client shows, and nothing on stdout. */
export function sayWhyNot(context: WarmkeyContext, thrown: unknown): void {
  const error = asWarmkeyError(thrown)
  context.process.stderr.write(`warmkey: ${oneLine(error.sentence)}\n`)
  context.process.exitCode = couldNotWork.has(error.code) ? 2 : 1
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
