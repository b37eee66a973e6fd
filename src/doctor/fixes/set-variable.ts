import { lookUp } from '../../clients/claude-code/layers.ts'
import type { Bench } from '../bench.ts'
import type { Edit } from './edit.ts'
import { andThen, rightAddress, setTo, takeOut } from './fix-words.ts'

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
export const toSetWhatIsAsked = (bench: Bench, ask: string, name: string, what: string): string =>
  andThen(ask, setTo(name, placeOf(bench, name), what))

/** Another address from whoever runs what is behind the one that is set. */
export const toRightAddress = (bench: Bench, name: string, host: string): string =>
  rightAddress(name, placeOf(bench, name), host)

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
