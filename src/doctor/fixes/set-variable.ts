import { lookUp } from '../../clients/claude-code/layers.ts'
import type { Bench } from '../bench.ts'
import type { Edit } from './edit.ts'
import { setTo, takeOut } from './fix-words.ts'

/** The forms of these sentences are those of every fix of the doctor: a command behind `Type: `, or what to set where. */

/** How a variable gets the value that cures, and the change itself where it is set in a file that can be written. */
export interface Setting {
  readonly fix: string
  readonly edit?: Edit
}

/** Settings hide what a shell exports, so a variable is set where it is set already: https://code.claude.com/docs/en/settings */
export function toSet(bench: Bench, name: string, value: string): Setting {
  const layer = layerOf(bench, name)
  if (layer === null) return { fix: setTo(name, 'the shell', value) }
  const fix = setTo(name, layer.place, value)
  return layer.path === null ? { fix } : { fix, edit: { what: 'set', path: layer.path, pointer: ['env', name], value } }
}

/** The same for a value that somebody has to hand out first: `<the file>`, `<the right address>`. */
export function toSetWhatIsAsked(bench: Bench, ask: string, name: string, what: string): string {
  const place = placeOf(bench, name)
  return place === 'the shell'
    ? `${ask}, then type: export ${name}=${what}`
    : `${ask}, then set ${name} in ${place} to ${what}.`
}

/** Another address from whoever runs what is behind the one that is set. */
export const toRightAddress = (bench: Bench, name: string, host: string): string =>
  toSetWhatIsAsked(bench, `Ask whoever runs ${host} for the right address`, name, '<the right address>')

/** The same for a variable that should not be set at all. */
export function toUnset(bench: Bench, name: string): Setting {
  const layer = layerOf(bench, name)
  if (layer === null) return { fix: takeOut(name, 'the shell') }
  const fix = takeOut(name, layer.place)
  return layer.path === null ? { fix } : { fix, edit: { what: 'remove', path: layer.path, pointer: ['env', name] } }
}

/** Where it is set, for people. */
export const placeOf = (bench: Bench, name: string): string => layerOf(bench, name)?.place ?? 'the shell'

function layerOf({ layers, world }: Bench, name: string): { place: string; path: string | null } | null {
  const layer = lookUp(name, layers, world.env)?.layer ?? null
  return layer === null ? null : { place: layer.origin.place, path: layer.path }
}

/** As a shell takes it whole; what a person fills in, as `<the file>`, stays as it is. */
export const quoted = (value: string): string =>
  /^[\w@%+=:,./~<>-]*$/.test(value.replace(/<[a-z ']+>/gi, '')) ? value : `'${value.replaceAll("'", `'\\''`)}'`
