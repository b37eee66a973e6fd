import { sourceQuestions, sources } from '../../config.ts'
import type { Asker } from './asker.ts'
import { type Draft, problemsOf, setIn, valueAt } from './draft.ts'

/** As much of a JSON Schema as is needed to ask for what it wants. https://json-schema.org/draft/2020-12 */
export interface AskedSchema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, AskedSchema>>
  readonly required?: readonly string[]
  readonly oneOf?: readonly AskedSchema[]
  readonly anyOf?: readonly AskedSchema[]
}

/** What is asked for where the schema says it by a key alone. */
const spoken: Readonly<Record<string, string>> = {
  env: 'Name of the environment variable',
  file: 'The file that holds it',
  command: 'A command that prints it',
}

type Path = readonly [string, ...string[]]

/** Asks for everything that the draft of a profile still needs, and for nothing else. */
export async function askProfile(
  asker: Asker,
  given: Draft,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Draft> {
  let draft = given
  if (valueAt(draft, 'source.type') === undefined) {
    const type = await asker.select({
      message: 'Where does the key come from?',
      options: sources.map(({ type, summary }) => ({ value: type, label: type, hint: summary })),
    })
    draft = setIn(draft, ['source', 'type'], type)
  }
  const type = String(valueAt(draft, 'source.type'))
  const kind = sourceQuestions(type)
  if (kind !== null) draft = await askObject(asker, draft, ['source'], kind.schema, { source: kind.example })
  return askUpstream(asker, draft, type, env)
}

async function askUpstream(
  asker: Asker,
  given: Draft,
  type: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Draft> {
  let draft = given
  if (type === 'aws' && valueAt(draft, 'upstream.dialect') === undefined && !has(draft, 'upstream.url'))
    draft = setIn(draft, ['upstream', 'dialect'], 'bedrock')
  const needs = (place: string) => problemsOf(draft).some(({ at }) => at === place)
  if (needs('upstream.region')) {
    const initial = env.AWS_REGION ?? env.AWS_DEFAULT_REGION
    draft = await askText(asker, draft, ['upstream', 'region'], {
      message: 'AWS region of the API',
      placeholder: 'us-east-1',
      ...(initial === undefined ? {} : { initial }),
    })
  }
  if (needs('upstream.url')) {
    draft = await askText(asker, draft, ['upstream', 'url'], {
      message: 'Address of the API',
      initial: 'https://api.anthropic.com',
    })
  }
  return draft
}

const has = (draft: Draft, place: string): boolean => valueAt(draft, place) !== undefined

/** Required properties in their order, and what is there but not whole; where there is a choice of forms, the form first. */
export async function askObject(
  asker: Asker,
  given: Draft,
  path: Path,
  schema: AskedSchema,
  examples: Draft = {},
): Promise<Draft> {
  let draft = given
  const required = schema.required ?? []
  // What somebody has begun has to be finished, also where nobody had to begin it.
  const begun = Object.keys(schema.properties ?? {}).filter(
    (key) => !required.includes(key) && isBlock(valueAt(draft, [...path, key].join('.'))),
  )
  for (const key of [...required, ...begun]) {
    const property = schema.properties?.[key] ?? {}
    draft = await askValue(asker, draft, [...path, key], property, examples)
  }
  return draft
}

async function askValue(asker: Asker, draft: Draft, path: Path, schema: AskedSchema, examples: Draft): Promise<Draft> {
  const place = path.join('.')
  const name = path.at(-1) ?? ''
  const message = schema.description ?? spoken[name] ?? name
  const forms = (schema.oneOf ?? schema.anyOf ?? []).filter(({ properties }) => properties !== undefined)
  const isText = schema.type === 'string' || (schema.anyOf ?? []).some(({ type }) => type === 'string')
  if (schema.const !== undefined) return has(draft, place) ? draft : setIn(draft, path, schema.const)
  if (forms.length > 0 && !isText) {
    const chosen = forms.find((form) => isMeant(form, valueAt(draft, place))) ?? (await askForm(asker, message, forms))
    return askObject(asker, draft, path, chosen, examples)
  }
  if (schema.properties !== undefined) return askObject(asker, draft, path, schema, examples)
  if (has(draft, place)) return draft
  if (schema.enum !== undefined) {
    const options = schema.enum.map((value) => ({ value: String(value), label: String(value) }))
    return setIn(draft, path, await asker.select({ message, options }))
  }
  const shown = valueAt(examples, place)
  const example = typeof shown === 'string' ? shown : schema.examples?.[0]
  return askText(asker, draft, path, { message, ...(example === undefined ? {} : { placeholder: String(example) }) })
}

/** What tells a form from its siblings: the value of its discriminator, or the name of its first property. */
function labelOf({ properties = {}, required = [] }: AskedSchema): { readonly key: string; readonly label: string } {
  const fixed = Object.entries(properties).find(([, { const: value }]) => value !== undefined)
  const [key, schema] = fixed ?? [required[0] ?? Object.keys(properties)[0] ?? '', {}]
  return { key, label: schema.const === undefined ? key : String(schema.const) }
}

const isBlock = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether what is there already is of this form. */
function isMeant(form: AskedSchema, value: unknown): boolean {
  const { key, label } = labelOf(form)
  const told = valueAt(value, key)
  return form.properties?.[key]?.const === undefined ? told !== undefined : told === label
}

async function askForm(asker: Asker, message: string, forms: readonly AskedSchema[]): Promise<AskedSchema> {
  const options = forms.map((form, index) => {
    const { key, label } = labelOf(form)
    const hint = form.description ?? form.properties?.[key]?.description
    return { value: String(index), label, ...(hint === undefined ? {} : { hint }) }
  })
  return forms[Number(await asker.select({ message, options }))] ?? {}
}

/** Asks until the schema has nothing against the answer. */
async function askText(
  asker: Asker,
  draft: Draft,
  path: Path,
  question: { readonly message: string; readonly initial?: string; readonly placeholder?: string },
): Promise<Draft> {
  const text = await asker.text({
    ...question,
    validate(answer) {
      if (answer === '') return 'Something has to stand here.'
      const problem = problemsOf(setIn(draft, path, answer)).find(({ at }) => at === path.join('.'))
      return problem === undefined ? undefined : `It ${problem.fact}.`
    },
  })
  return setIn(draft, path, text)
}
