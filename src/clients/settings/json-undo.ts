import type { Node } from 'jsonc-parser'
import type { EditRecord } from './json-edit.ts'
import { type EditRefused, endOf, type Found, find, parse, replace, same, split, unlessTooDeep } from './json-tree.ts'

/** One property that is neither as we wrote it nor as it was: JSON texts, `null` where it is absent. */
export interface Conflict {
  readonly path: readonly string[]
  readonly before: string | null
  readonly wrote: string
  readonly now: string | null
}

/** `text` is `null` where there was no file before; `conflicts` are left as they are. */
export interface Undone {
  readonly text: string | null
  readonly conflicts: readonly Conflict[]
}

/** Takes back what {@link editJson} did, also after other lines were changed or the whole was formatted anew. */
export function undoJson(text: string, records: readonly EditRecord[]): Undone | EditRefused {
  return unlessTooDeep(() => undo(text, records))
}

function undo(text: string, records: readonly EditRecord[]): Undone | EditRefused {
  const [bom, body] = split(text)
  const conflicts: Conflict[] = []
  let current = body
  for (const record of records.toReversed()) {
    const root = parse(current)
    if (root === null) return { refused: 'is not valid JSON any more' }
    if (record.kind === 'document') {
      if (root.children?.length === 0 && isBlankBetween(current, root)) return { text: record.before, conflicts }
      continue
    }
    const found = find(root, record.path)
    const now = found === null ? null : current.slice(found.value.offset, endOf(found.value))
    if (record.kind === 'container') {
      const empty = found?.value.type === 'object' && found.value.children?.length === 0
      if (found !== null && empty && isBlankBetween(current, found.value))
        current = remove(current, found, record.inner)
      continue
    }
    const { path, wrote, before } = record
    if (same(now, before)) continue
    if (found === null || now === null || !same(now, wrote)) conflicts.push({ path, before, wrote, now })
    else if (before === null) current = remove(current, found, record.inner)
    else current = replace(current, found.value.offset, endOf(found.value), before)
  }
  return { text: bom + current, conflicts }
}

const isBlankBetween = (text: string, object: Node): boolean =>
  text.slice(object.offset + 1, endOf(object) - 1).trim() === ''

/** Removes a property with the comma that it needed. `inner` is what the object held before it had a property. */
function remove(text: string, { object, property }: Found, inner: string | undefined): string {
  const siblings = object.children ?? []
  const index = siblings.indexOf(property)
  const previous = siblings[index - 1]
  const next = siblings[index + 1]
  const from = property.offset
  const to = endOf(property)
  if (previous !== undefined) {
    const between = text.slice(endOf(previous), from)
    if (/^\s*,\s*$/.test(between)) return replace(text, endOf(previous), to, '')
  }
  const comma = commaAfter(text, to, endOf(object) - 1)
  if (previous === undefined && next === undefined && inner !== undefined) {
    const rest = text.slice(object.offset + 1, from) + text.slice(comma ?? to, endOf(object) - 1)
    if (rest.trim() === inner.trim()) return replace(text, object.offset + 1, endOf(object) - 1, inner)
  }
  if (comma !== null) {
    // It is the first, or a comment stands in front of it: the comma behind it goes, and the line that it had.
    const start = from - (/\s*$/.exec(text.slice(0, from))?.[0].length ?? 0)
    return replace(text, start, comma, '')
  }
  if (previous === undefined) return replace(text, from, to, '')
  const own = commaAfter(text, endOf(previous), from)
  const without = replace(text, from, to, '')
  return own === null ? without : replace(without, own - 1, own, '')
}

/** The offset behind the comma that follows, past blanks and comments; `null` when there is none before `limit`. */
function commaAfter(text: string, from: number, limit: number): number | null {
  const found = /^(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*,/.exec(text.slice(from, limit))
  return found === null ? null : from + found[0].length
}
