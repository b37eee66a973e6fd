import { lookUp } from '../../clients/claude-code/layers.ts'
import type { Bench } from '../bench.ts'

/** Variables that name a model: https://code.claude.com/docs/en/model-config, and the strings of 2.1.329. */
const variables = [
  'ANTHROPIC_MODEL',
  'ANTHROPIC_DEFAULT_MODEL',
  'ANTHROPIC_DEFAULT_OPUS_MODEL',
  'ANTHROPIC_DEFAULT_SONNET_MODEL',
  'ANTHROPIC_DEFAULT_HAIKU_MODEL',
  'ANTHROPIC_DEFAULT_FABLE_MODEL',
  'ANTHROPIC_SMALL_FAST_MODEL',
  'CLAUDE_CODE_SUBAGENT_MODEL',
  'ANTHROPIC_CUSTOM_MODEL_OPTION',
]

/** A model that something here names. */
export interface Named {
  readonly model: string
  /** For people. */
  readonly by: string
  /** A variable, or a setting; `null` for the command line. */
  readonly name: string | null
  readonly place: string | null
}

/** Names that the client itself turns into a model. */
const aliases = new Set(['default', 'sonnet', 'opus', 'haiku', 'fable', 'opusplan', 'best', 'inherit'])

/** Whether the client chooses which model this is. */
export const isAlias = (model: string): boolean => aliases.has(bareModel(model))

/** Without what asks for a longer window: `[1m]`. */
export const bareModel = (model: string): string =>
  model
    .trim()
    .toLowerCase()
    .replace(/\[\w+\]$/, '')

/** Every model that is named here, the one of this session first. */
export function modelsNamed({ layers, world, model }: Bench): Named[] {
  const named: Named[] = variables.flatMap((name) => {
    const found = lookUp(name, layers, world.env)
    const value = found?.entry.value.trim() ?? ''
    const place = found?.layer?.origin.place ?? 'the shell'
    return value === '' ? [] : [{ model: value, by: `${name} of ${place}`, name, place }]
  })
  for (const { settings, origin } of layers.layers) {
    const fallback = settings.all.fallbackModel
    const all = [fallback].flat().filter((each) => typeof each === 'string' && each.trim() !== '')
    for (const each of all as string[])
      named.push({
        model: each.trim(),
        by: `"fallbackModel" of ${origin.place}`,
        name: 'fallbackModel',
        place: origin.place,
      })
  }
  if (model === null) return named
  const own = named.find((each) => each.model === model)
  if (own !== undefined) return [own, ...named.filter((each) => each !== own)]
  const place = layers.layers.find(({ settings }) => settings.all.model === model)?.origin.place
  const by =
    place === undefined
      ? { by: '--model', name: null, place: null }
      : { by: `"model" of ${place}`, name: 'model', place }
  return [{ model, ...by }, ...named]
}

/** The list to which a person or an administrator has held the choice; `null` where nobody did. */
export function modelsAllowed({
  layers,
}: Bench): { readonly place: string; readonly models: readonly string[] } | null {
  for (const { settings, origin } of layers.layers) {
    const models = settings.all.availableModels
    if (Array.isArray(models))
      return { place: origin.place, models: models.filter((each) => typeof each === 'string') as string[] }
  }
  return null
}

/**
 * Whether an entry of `availableModels` means this model: a family word any id with it, a name every id that begins with it,
 * as the help of 2.1.329 has it.
 */
export function isAllowed(model: string, allowed: readonly string[]): boolean {
  const name = bareModel(model)
  return allowed.some((entry) => {
    const wanted = bareModel(entry)
    return name === wanted || (aliases.has(wanted) ? name.includes(wanted) : name.startsWith(`${wanted}-`))
  })
}
