import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser'
import { z } from 'zod'
import { durationSchema } from '../../duration.ts'
import { WarmkeyError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import { watchFile } from '../file-watch.ts'
import { expandHome, shortenHome } from '../home-path.ts'
import { parsePointer } from '../json-pointer.ts'
import { decodeText } from '../key-text.ts'
import { readKey } from '../read-key.ts'
import { refuseSubscriptionLogin } from '../subscription.ts'
import { ttlBounds } from '../windows.ts'
import type { SourceKind } from './source.ts'

/** Settings and token caches are a few KiB; what is larger was not meant. */
const mostBytes = 1024 * 1024

const schema = z.strictObject({
  type: z.literal('file'),
  path: z
    .string()
    .refine((path) => /^~[/\\]./.test(path) || isAbsolute(path), 'must be a whole path, or begin with "~/"')
    .describe('The file, as a whole path or beginning with "~/"'),
  field: z
    .string()
    .refine(
      (field) => field.startsWith('/') && parsePointer(field) !== null,
      'is not a JSON Pointer (RFC 6901), such as "/token"',
    )
    .optional()
    .describe('JSON Pointer to the key, when the file is JSON'),
  ttl: durationSchema(ttlBounds)
    .optional()
    .describe('How long a key is taken to live; default: until the file changes'),
})

export type FileOptions = z.output<typeof schema>

/** A file that holds the key, or JSON with it; noticed when it changes. */
export const file: SourceKind<FileOptions> = {
  type: 'file',
  summary: 'Reads the key from a file, and again whenever the file changes.',
  example: { type: 'file', path: '~/.config/llm-key' },
  schema,
  create({ path, field }, deps) {
    const whole = expandHome(path, deps.home)
    const shown = shortenHome(whole, deps.home)
    const what = `The file ${shown}`
    return {
      origin: `file ${shown}`,
      stable: true,
      renewableUnattended: true,
      lapsesWhenIdle: false,
      async obtain(signal) {
        refuseSubscriptionLogin(whole, what)
        const text = decodeText(await readBounded(whole, what))
        signal.throwIfAborted()
        const { key, life, kind } = readKey(text, {
          what,
          parse: parseJsonc,
          ...(field === undefined ? {} : { field }),
        })
        return { secret: new Secret(key), life, kind }
      },
      watch: (changed) => watchFile(whole, deps.clock, changed),
    }
  },
}

/** A regular file of at most 1 MiB; errors begin with `what`. */
export async function readBounded(path: string, what: string): Promise<Uint8Array> {
  let handle: FileHandle | undefined
  try {
    // Without O_NONBLOCK a named pipe that nobody writes to would never open.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stats = await handle.stat()
    if (stats.isDirectory()) throw unfit(`${what} is a directory.`, 'Name the file in it that holds the key.')
    if (!stats.isFile()) throw unfit(`${what} is no regular file.`, 'Name a file, or use a command as the source.')
    if (stats.size > mostBytes) throw unfit(`${what} is larger than 1 MiB.`, 'Name the file that holds the key.')
    return await handle.readFile()
  } catch (error) {
    throw error instanceof WarmkeyError ? error : unreadable(error as NodeJS.ErrnoException, what)
  } finally {
    await handle?.close()
  }
}

const unfit = (fact: string, remedy: string) => new WarmkeyError('source-malformed', fact, { remedy })

function unreadable(error: NodeJS.ErrnoException, what: string): WarmkeyError {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new WarmkeyError('source-failed', `${what} does not exist.`, {
        remedy: 'Create it, or correct "path"; it is read as soon as it is there.',
      })
    case 'EACCES':
    case 'EPERM':
      return new WarmkeyError('source-failed', `${what} may not be read by the user that warmkey runs as.`, {
        remedy: 'Give it to that user, with mode 0600.',
      })
    case 'EISDIR':
      return unfit(`${what} is a directory.`, 'Name the file in it that holds the key.')
    default:
      return new WarmkeyError('source-failed', `${what} could not be read: ${error.code ?? 'unknown error'}.`, {
        remedy: 'Look at the file and its directories.',
        cause: error,
      })
  }
}

/** JSON with comments and trailing commas, as people keep it. */
function parseJsonc(text: string): unknown {
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, { allowTrailingComma: true })
  const [first] = errors
  if (first !== undefined) throw new SyntaxError(printParseErrorCode(first.error))
  return value
}
