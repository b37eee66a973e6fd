import { type ConfigProblem, parseConfig, sourceQuestions, sources } from '../../config.ts'
import { WarmkeyError } from '../../errors.ts'
import type { ProfileInput } from '../../profile.ts'
import { secretIn } from './shown-config.ts'

/** Flags that describe a profile. What has no flag of its own is said with `--set`. */
export interface ProfileFlags {
  readonly source?: string
  readonly command?: string
  readonly variable?: string
  readonly path?: string
  readonly field?: string
  readonly ttl?: string
  readonly address?: string
  readonly awsProfile?: string
  readonly url?: string
  readonly dialect?: string
  readonly region?: string
  readonly header?: string
  readonly set?: readonly string[]
}

/** Where each flag is written; the first that is given also tells the source where `--source` does not. */
export const placeOfFlag = {
  source: 'source.type',
  command: 'source.command',
  variable: 'source.name',
  address: 'source.address',
  awsProfile: 'source.profile',
  path: 'source.path',
  field: 'source.field',
  ttl: 'source.ttl',
  url: 'upstream.url',
  dialect: 'upstream.dialect',
  region: 'upstream.region',
  header: 'upstream.header',
} as const satisfies Partial<Record<keyof ProfileFlags, string>>

const tellsSource = { command: 'command', variable: 'env', address: 'vault', awsProfile: 'aws', path: 'file' } as const

/** A profile that may not be whole yet. */
export type Draft = Record<string, unknown>

const usage = (message: string, remedy?: string): WarmkeyError =>
  new WarmkeyError('usage', message, { transient: false, ...(remedy === undefined ? {} : { remedy }) })

/** One `--set path=value`: JSON where it is JSON, text where it is not. */
export interface Setting {
  readonly path: readonly [string, ...string[]]
  readonly value: unknown
  readonly text: string
}

/** Throws `usage`. */
export function parseSetting(given: string): Setting {
  const equals = given.indexOf('=')
  const [first = '', ...rest] = given.slice(0, Math.max(equals, 0)).split('.')
  if (first === '' || rest.includes(''))
    throw usage(`--set ${given.slice(0, 60)} names no place.`, 'Write it as --set limits.concurrency=8.')
  const text = given.slice(equals + 1)
  return { path: [first, ...rest], value: jsonOr(text), text }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Sets a value in a draft, making what is missing above it. */
export function setIn(draft: Draft, [key, ...rest]: readonly [string, ...string[]], value: unknown): Draft {
  const [next, ...further] = rest
  if (next === undefined) return { ...draft, [key]: value }
  const inner = Object.hasOwn(draft, key) ? draft[key] : undefined
  const object = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as Draft) : {}
  return { ...draft, [key]: setIn(object, [next, ...further], value) }
}

const pathOf = (place: string): [string, ...string[]] => {
  const [first = '', ...rest] = place.split('.')
  return [first, ...rest]
}

/** What the flags say, over `base`. Throws `usage` for flags that contradict each other. */
export function draftOf(flags: ProfileFlags, base: Draft = {}): Draft {
  const told = (Object.keys(tellsSource) as (keyof typeof tellsSource)[]).find((flag) => flags[flag] !== undefined)
  const named = flags.source ?? valueAt(base, 'source.type') ?? (told === undefined ? undefined : tellsSource[told])
  if (named !== undefined && !sources.some(({ type }) => type === named)) {
    const types = sources.map(({ type }) => type)
    throw usage(`There is no source of type "${String(named)}".`, `There are: ${types.join(', ')}.`)
  }
  let draft: Draft = named === undefined ? base : setIn(base, ['source', 'type'], named)
  for (const [flag, place] of Object.entries(placeOfFlag) as [keyof typeof placeOfFlag, string][]) {
    const value = flags[flag]
    if (flag !== 'source' && value !== undefined) draft = setIn(draft, pathOf(place), value)
  }
  for (const { path, value } of (flags.set ?? []).map(parseSetting)) draft = setIn(draft, path, value)
  return draft
}

/** The value at a dotted place of a draft. */
export function valueAt(draft: unknown, place: string): unknown {
  let value = draft
  for (const key of place.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Draft)[key]
  }
  return value
}

/** What is wrong with a draft, by place within the profile; empty where it is whole. */
export function problemsOf(draft: Draft): readonly ConfigProblem[] {
  const result = parseConfig(JSON.stringify({ profiles: { x: { source: {}, upstream: {}, ...draft } } }), '')
  return result.kind === 'problems'
    ? result.problems.map((problem) => ({ ...problem, at: problem.at.replace(/^profiles\.x\.?/, '') }))
    : []
}

/**
 * The draft as a profile. What `--set` read as a number or a truth value is text where text is wanted. Throws `usage`
 * that names the flag that is missing or wrong.
 */
export function profileOfDraft(name: string, draft: Draft, settings: readonly string[] = []): ProfileInput {
  let whole = draft
  for (const { path, value, text } of settings.map(parseSetting)) {
    const wantsText = typeof value === 'number' || typeof value === 'boolean' || value === null
    if (
      wantsText &&
      problemsOf(whole).some(({ at, fact }) => at === path.join('.') && fact.startsWith('must be a string'))
    )
      whole = setIn(whole, path, text)
  }
  const [first] = problemsOf(whole)
  if (first !== undefined) throw missing(name, first, String(valueAt(whole, 'source.type')))
  const secret = secretIn(whole)
  if (secret !== null) {
    throw usage(
      `"${secret}" holds something that looks like a credential, and the configuration is no place for one.`,
      'Keep it in a file, a variable or a key store, and name that.',
    )
  }
  return whole as ProfileInput
}

function missing(name: string, { at, fact, next }: ConfigProblem, type: string): WarmkeyError {
  const flag = flagFor(at)
  if (/^source\.[^.]+$/.test(at) && fact === 'is not a setting that warmkey knows') {
    const { properties = {} } = (sourceQuestions(type)?.schema ?? {}) as { properties?: object }
    const known = Object.keys(properties).filter((key) => key !== 'type')
    return usage(`${flag} is nothing for the source "${type}".`, `It has: ${known.join(', ')}; another with --source.`)
  }
  if (fact === 'is missing' || at === 'source.type') {
    const types = at === 'source.type' ? ` (${sources.map(({ type }) => type).join(', ')})` : ''
    return usage(`The profile "${name}" needs ${flag}${types}.`, 'On a terminal you are asked for what is missing.')
  }
  return usage(`${flag} ${fact}.`, next === 'Change it.' ? undefined : next)
}

/** The flag with which a place of a profile is said. */
export function flagFor(place: string): string {
  const flag = Object.entries(placeOfFlag).find(([, each]) => each === place)?.[0]
  if (flag === undefined) return `--set ${place}=…`
  return `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
