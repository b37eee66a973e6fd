import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { type ParseError, parseTree } from 'jsonc-parser'
import { z } from 'zod'
import { lineOf, placeOf } from './config-place.ts'
import { WarmkeyError } from './errors.ts'

/** What a project may say: which of the user's own profiles it wants, by name, and nothing else. */
export const projectFileName = '.warmkey.jsonc'

/** Strict, so that a command, an address or a header in it is an error and not something that is passed over. */
const projectSchema = z.strictObject({ $schema: z.string().optional(), profile: z.string().min(1).max(63) })

/** Such a file is one line; what is larger was not meant, and a device must not be read. */
const mostBytes = 16 * 1024

export interface ProjectChoice {
  readonly file: string
  readonly profile: string
}

/** Whether `path` is `directory` or lies below it. Both absolute. */
export function isWithin(path: string, directory: string): boolean {
  const rest = relative(directory, path)
  return rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest)
}

/**
 * The project file that counts in `cwd`: the nearest one, looked for upwards as far as the root of the repository, or the
 * home directory where there is no repository. Outside of both only in `cwd` itself: whoever can write to `/tmp` or `/srv`
 * decides nothing for those below.
 */
export function findProjectFile(cwd: string, home: string): string | null {
  const passed: string[] = []
  for (let directory = cwd; ; directory = dirname(directory)) {
    passed.push(directory)
    const isTop = dirname(directory) === directory
    if (existsSync(join(directory, '.git')) || directory === home) break
    if (!isTop) continue
    passed.length = 1
    break
  }
  return passed.map((directory) => join(directory, projectFileName)).find((file) => existsSync(file)) ?? null
}

/** Throws `config-invalid`, in one sentence, for anything but a file that names a profile. */
export function readProjectFile(file: string): ProjectChoice {
  let text: string
  try {
    const stats = statSync(file)
    if (!stats.isFile()) throw refused(file, 'is no file')
    if (stats.size > mostBytes) throw refused(file, 'is larger than 16 KiB')
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, ' ')
  } catch (thrown) {
    if (thrown instanceof WarmkeyError) throw thrown
    throw refused(file, `cannot be read (${thrown instanceof Error && 'code' in thrown ? thrown.code : 'unknown'})`)
  }
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const [first] = errors
  if (tree === undefined || first !== undefined)
    throw refused(file, `is not JSON in line ${lineOf(text, first?.offset ?? 0).line}`)
  const result = projectSchema.safeParse(placeOf.value(tree))
  if (result.success && placeOf.duplicate(tree) === null) return { file, profile: result.data.profile }
  const unknown = result.error?.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [])) ?? []
  const keys = unknown.slice(0, 5).map((key) => JSON.stringify(key.slice(0, 40)))
  throw refused(file, keys.length === 0 ? 'does not do that' : `holds ${keys.join(', ')}`)
}

const refused = (file: string, fact: string): WarmkeyError =>
  new WarmkeyError('config-invalid', `${file} may only name one of your profiles, and it ${fact}.`, {
    remedy: 'Write it as {"profile": "work"}, or say which profile you want with --profile.',
    transient: false,
  })
