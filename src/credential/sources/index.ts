import { z } from 'zod'
import { aws } from './aws.ts'
import { command } from './command.ts'
import { env } from './env.ts'
import { file } from './file.ts'
import type { Source, SourceDeps, SourceKind } from './source.ts'
import { vault } from './vault.ts'

const shelf = [command, env, file, vault, aws] as const

/** Every kind of source, in the order in which help and documents show them. */
export const sources: readonly SourceKind[] = shelf

/** The options of any source, told apart by `type`. */
export type SourceOptions = z.output<(typeof shelf)[number]['schema']>

type SchemasOf<Kinds extends readonly { readonly schema: unknown }[]> = {
  -readonly [Place in keyof Kinds]: Kinds[Place]['schema']
}

/** The `source` block of a profile. */
export const sourceSchema = z.discriminatedUnion(
  'type',
  shelf.map((kind) => kind.schema) as unknown as SchemasOf<typeof shelf>,
)

/** Builds a source; nothing is run, read or watched yet. */
export function createSource(options: SourceOptions, deps: SourceDeps): Source {
  const kind = sources.find((candidate) => candidate.type === options.type)
  if (kind === undefined) throw new TypeError(`no source of type ${options.type}`)
  return kind.create(options, deps)
}
