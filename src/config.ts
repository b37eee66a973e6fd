import { isAbsolute } from 'node:path'
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { z } from 'zod'
import { lineOf, placeOf } from './config-place.ts'
import { sources } from './credential/sources/index.ts'
import { type Profile, profileSchema } from './profile.ts'

/** One mistake in a configuration file: what is where, and what to write instead. */
export interface ConfigProblem {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  /** Where in the file, as a person would say it: `profiles.work.upstream.url`. Empty for the whole. */
  readonly at: string
  /** The fact. */
  readonly fact: string
  /** What to do about it. */
  readonly next: string
}

const listenSchema = z.strictObject({
  port: z.int().min(0).max(65_535).default(9276).describe('Port of the gateway'),
  hostname: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on; loopback unless you know who else can reach it'),
  hosts: z
    .array(z.string().min(1))
    .default([])
    .describe('Further values of Host to answer to, such as "host.docker.internal:9276"'),
  origins: z.array(z.string().min(1)).default([]).describe('Web origins that may call'),
})

/** The configuration file. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    default: z.string().optional().describe('Profile that is used where none is named'),
    profiles: z
      .record(
        z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower case letters, digits and hyphens'),
        profileSchema,
      )
      .default({}),
    directories: z
      .record(
        z
          .string()
          .refine((path) => /^~(?:[/\\]|$)/.test(path) || isAbsolute(path), 'must be a whole path, or begin with "~/"'),
        z.string(),
      )
      .default({})
      .describe('Directory → the profile that is used in it and below; the longest one counts'),
    projectFiles: z
      .boolean()
      .default(true)
      .describe('Whether a .warmkey.jsonc in a project may choose one of your profiles by its name'),
    listen: listenSchema.prefault({}),
  })
  .superRefine((config, issues) => {
    if (config.default !== undefined && config.profiles[config.default] === undefined) {
      issues.addIssue({
        code: 'custom',
        path: ['default'],
        message: `names the profile "${config.default}", which is not defined`,
      })
    }
    for (const [directory, name] of Object.entries(config.directories)) {
      if (config.profiles[name] !== undefined) continue
      const message = `names the profile "${name}", which is not defined`
      issues.addIssue({ code: 'custom', path: ['directories', directory], message })
    }
  })

export type Config = z.output<typeof configSchema>

/** `absent` where there is no file: warmkey works without one. */
export type ConfigResult =
  | { readonly kind: 'config'; readonly file: string; readonly config: Config }
  | { readonly kind: 'absent'; readonly file: string }
  | {
      readonly kind: 'problems'
      readonly file: string
      readonly problems: readonly [ConfigProblem, ...ConfigProblem[]]
    }

/**
 * Text of a configuration file → configuration, or every mistake in it; never throws on its content.
 * `text` is JSON with comments and trailing commas.
 */
export function parseConfig(text: string, file: string): ConfigResult {
  const errors: ParseError[] = []
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true })
  const first = errors[0]
  if (tree === undefined || first !== undefined) {
    const offset = first?.offset ?? 0
    const fact = first === undefined ? 'is empty' : `is not JSON here (${printParseErrorCode(first.error)})`
    return problems(file, [
      {
        file,
        ...lineOf(text, offset),
        at: '',
        fact,
        next: 'Mend this place; comments and trailing commas are allowed.',
      },
    ])
  }
  const twice = placeOf.duplicate(tree)
  if (twice !== null) {
    const fact = `stands twice; only one of them would count`
    return problems(file, [{ file, ...lineOf(text, twice.offset), at: twice.path, fact, next: 'Remove one of them.' }])
  }
  const result = configSchema.safeParse(placeOf.value(tree))
  if (result.success) return { kind: 'config', file, config: result.data }
  const found = result.error.issues
    .flatMap((issue) => problemsOf(issue, (path) => isThere(tree, path)))
    .map(({ path, fact, next }) => {
      const offset = placeOf.path(tree, path)
      return { file, ...lineOf(text, offset), at: path.join('.'), fact, next }
    })
  return problems(file, found)
}

function problems(file: string, found: readonly ConfigProblem[]): ConfigResult {
  const [first, ...rest] = found
  if (first === undefined) throw new RangeError('a failed parse without a problem')
  return { kind: 'problems', file, problems: [first, ...rest] }
}

const isThere = (tree: Node, path: Found['path']): boolean => findNodeAtLocation(tree, path) !== undefined

const nameOf = (type: string): string =>
  ({ object: 'a block in { }', record: 'a block in { }', array: 'a list', int: 'a whole number' })[type] ?? `a ${type}`

interface Found {
  readonly path: (string | number)[]
  readonly fact: string
  readonly next: string
}

/** What zod found, in words that name the thing and the next step. */
function problemsOf(issue: z.core.$ZodIssue, isThere: (path: Found['path']) => boolean): Found[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        fact: 'is not a setting that warmkey knows',
        next: 'Check its spelling, or remove it.',
      }))
    case 'invalid_type':
      return !isThere(path)
        ? [
            {
              path,
              fact: 'is missing',
              next: `Add it: ${nameOf(issue.expected)}.`,
            },
          ]
        : [{ path, fact: `must be ${nameOf(issue.expected)}`, next: 'Write it so.' }]
    case 'invalid_value':
      return [
        {
          path,
          fact: 'is not one of the values that are possible here',
          next: `Use ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}.`,
        },
      ]
    case 'invalid_union': {
      const note = 'note' in issue && typeof issue.note === 'string' ? issue.note : ''
      return [
        {
          path,
          fact:
            note === 'No matching discriminator'
              ? 'is not a type that warmkey knows'
              : issue.message === 'Invalid input'
                ? 'has none of the forms that are possible here'
                : issue.message,
          next: 'See docs/reference/config.schema.json for what can stand here.',
        },
      ]
    }
    case 'invalid_key':
      return issue.issues.map(({ message }) => ({ path, fact: message, next: 'Change it.' }))
    default: {
      const next: unknown = issue.code === 'custom' ? issue.params?.next : undefined
      return [{ path, fact: issue.message, next: typeof next === 'string' ? next : 'Change it.' }]
    }
  }
}

/** The profile of that name, the default one, or the only one; `null` where that names none. */
export function chooseProfile(
  config: Config,
  name: string | undefined,
): { readonly name: string; readonly profile: Profile } | null {
  const names = Object.keys(config.profiles)
  const chosen = name ?? config.default ?? (names.length === 1 ? names[0] : undefined)
  // A name such as "constructor" is found in every object.
  const isThere = chosen !== undefined && Object.hasOwn(config.profiles, chosen)
  const profile = isThere ? config.profiles[chosen] : undefined
  return chosen === undefined || profile === undefined ? null : { name: chosen, profile }
}

/** JSON Schema (draft 2020-12) of the configuration file, for editors. */
export const configJsonSchema = (): unknown => z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' })

/** JSON Schema of the options of a source, and an example, for whoever asks a person; `null` for an unknown type. */
export function sourceQuestions(type: string): { readonly schema: object; readonly example: object } | null {
  const kind = sources.find((each) => each.type === type)
  if (kind === undefined) return null
  return { schema: z.toJSONSchema(kind.schema, { io: 'input', unrepresentable: 'any' }), example: kind.example }
}

export { sources }
