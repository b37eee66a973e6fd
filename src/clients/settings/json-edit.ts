import type { Node } from 'jsonc-parser'
import { type EditRefused, endOf, find, newlineOf, parse, replace, same, split, unlessTooDeep } from './json-tree.ts'

/** A property to set, by its keys from the root; `value` becomes a JSON string. */
export interface PropertyEdit {
  readonly path: readonly [string, ...string[]]
  readonly value: string
}

/**
 * What was done to a text, one thing at a time, so that it can be taken back in the opposite order.
 *
 * - `document`: the text was blank (`before`), or there was none (`null`), and became `{}`.
 * - `container`: an object was added at `path`.
 * - `property`: `path` became the JSON text `wrote`; before, it was the JSON text `before`, or `null` where it was absent.
 *   `inner` is what stood between the braces of an object that had no property.
 */
export type EditRecord =
  | { readonly kind: 'document'; readonly before: string | null }
  | { readonly kind: 'container'; readonly path: readonly string[]; readonly inner?: string | undefined }
  | {
      readonly kind: 'property'
      readonly path: readonly string[]
      readonly wrote: string
      readonly before: string | null
      readonly inner?: string | undefined
    }

export interface Edited {
  readonly text: string
  readonly records: readonly EditRecord[]
}

/**
 * Sets properties in a JSON text, with comments and trailing commas or without, and touches nothing else: every new
 * piece is one insertion in the manner of its neighbours. (A formatter would also tidy the line around it.) Of a key
 * that stands twice the last is set, since the last is the one that counts.
 */
export function editJson(text: string | null, edits: readonly PropertyEdit[]): Edited | EditRefused {
  return unlessTooDeep(() => edit(text, edits))
}

function edit(text: string | null, edits: readonly PropertyEdit[]): Edited | EditRefused {
  const [bom, body] = split(text ?? '')
  const records: EditRecord[] = []
  let current = body
  if (body.trim() === '') {
    records.push({ kind: 'document', before: text })
    current = `{}${newlineOf(body)}`
  }
  for (const { path, value } of edits) {
    const done = setProperty(current, path, JSON.stringify(value))
    if ('refused' in done) return done
    current = done.text
    records.push(...done.records)
  }
  return { text: bom + current, records }
}

function setProperty(text: string, path: PropertyEdit['path'], raw: string): Edited | EditRefused {
  const records: EditRecord[] = []
  let current = text
  for (let depth = 1; depth < path.length; depth++) {
    const above = path.slice(0, depth)
    const root = parse(current)
    if (root === null) return { refused: 'is not valid JSON' }
    const found = find(root, above)
    if (found !== null && found.value.type !== 'object')
      return { refused: `has a "${above.join('.')}" that is no object` }
    if (found !== null) continue
    const added = insert(current, root, above, '{}')
    current = added.text
    records.push({ kind: 'container', path: above, inner: added.inner })
  }
  const root = parse(current)
  if (root === null) return { refused: 'is not valid JSON' }
  const found = find(root, path)
  if (found !== null) {
    const [from, to] = [found.value.offset, endOf(found.value)]
    const before = current.slice(from, to)
    if (same(before, raw)) return { text: current, records }
    return {
      text: replace(current, from, to, raw),
      records: [...records, { kind: 'property', path, wrote: raw, before }],
    }
  }
  const added = insert(current, root, path, raw)
  return {
    text: added.text,
    records: [...records, { kind: 'property', path, wrote: raw, before: null, inner: added.inner }],
  }
}

/** Adds a property that is not there to an object that is. `inner` is what stood in an object without properties. */
function insert(
  text: string,
  root: Node,
  path: readonly string[],
  raw: string,
): { readonly text: string; readonly inner?: string } {
  const object = path.length === 1 ? root : (find(root, path.slice(0, -1))?.value ?? root)
  const key = JSON.stringify(path.at(-1) ?? '')
  const last = object.children?.at(-1)
  if (last === undefined) {
    const inner = text.slice(object.offset + 1, endOf(object) - 1)
    const property = `${key}${colonOf(text, root)}${raw}`
    const [before, after] = isOneLine(text, root, object) ? ['', ''] : surroundings(text, object)
    // A comment in an otherwise empty object keeps its place in front of what is added.
    const kept = inner.trim() === '' ? '' : inner.trimEnd()
    return { text: replace(text, object.offset + 1, endOf(object) - 1, kept + before + property + after), inner }
  }
  const property = `${key}${colonOf(text, object)}${raw}`
  const gap = /\s*$/.exec(text.slice(object.offset + 1, last.offset))?.[0] ?? ''
  const separator = /(?:\r\n|\n|\r)[^\r\n]*$/.exec(gap)?.[0] ?? gap
  const isPlain = text.slice(endOf(last), endOf(object) - 1).trim() === ''
  if (isPlain) return { text: replace(text, endOf(last), endOf(last), `,${separator}${property}`) }
  // Behind the last property stands a comma or a comment that belongs to it: the new one goes to the front.
  return { text: replace(text, object.offset + 1, object.offset + 1, `${separator}${property},`) }
}

/** What stands between key and value in the properties of this object, or of the first one below it. */
function colonOf(text: string, object: Node): string {
  const [key, value] = object.children?.at(-1)?.children ?? []
  const between = key === undefined || value === undefined ? ': ' : text.slice(endOf(key), value.offset)
  return /^[ \t]*:[ \t]*$/.test(between) ? between : ': '
}

/** An object without properties is filled on its line where the whole text is written on one. */
const isOneLine = (text: string, root: Node, object: Node): boolean =>
  object !== root && !/[\r\n]/.test(text.slice(root.offset, endOf(root)))

/** Line breaks and indentation around the first property of an object. */
function surroundings(text: string, object: Node): readonly [string, string] {
  const newline = newlineOf(text)
  const lineStart = Math.max(text.lastIndexOf('\n', object.offset), text.lastIndexOf('\r', object.offset)) + 1
  const outer = /^[ \t]*/.exec(text.slice(lineStart, object.offset))?.[0] ?? ''
  const unit = /[\r\n]([ \t]+)["}]/.exec(text)?.[1] ?? '  '
  return [newline + outer + unit, newline + outer]
}
