import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser'

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

/** `sentence` says why a text cannot be edited. */
export interface EditRefused {
  readonly refused: string
}

export interface Edited {
  readonly text: string
  readonly records: readonly EditRecord[]
}

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

const mark = '\uFEFF'

/** Separates a byte order mark, which is no part of the JSON text. */
const split = (text: string): readonly [string, string] => (text.startsWith(mark) ? [mark, text.slice(1)] : ['', text])

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

/** The parser calls itself for each level; thousands of levels are an attack, not a setting. */
function unlessTooDeep<Result>(work: () => Result): Result | EditRefused {
  try {
    return work()
  } catch (thrown) {
    if (thrown instanceof RangeError) return { refused: 'is nested too deeply to be edited' }
    throw thrown
  }
}

interface Found {
  readonly object: Node
  readonly property: Node
  readonly value: Node
}

function parse(text: string): Node | null {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  return root?.type === 'object' && errors.length === 0 ? root : null
}

const endOf = (node: Node): number => node.offset + node.length

const replace = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to)

const newlineOf = (text: string): string => /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'

/** Two JSON texts of the same value. */
const same = (one: string | null, other: string | null): boolean =>
  one === other || (one !== null && other !== null && meaningOf(one) === meaningOf(other))

const meaningOf = (text: string): string => {
  const node = parseTree(text, [], { allowTrailingComma: true })
  return node === undefined ? text : JSON.stringify(getNodeValue(node))
}

function child(object: Node, key: string): Found | null {
  const property = object.children?.findLast((each) => each.children?.[0]?.value === key)
  const value = property?.children?.[1]
  return property === undefined || value === undefined ? null : { object, property, value }
}

function find(root: Node, path: readonly string[]): Found | null {
  let node = root
  let found: Found | null = null
  for (const key of path) {
    if (node.type !== 'object') return null
    found = child(node, key)
    if (found === null) return null
    node = found.value
  }
  return found
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
