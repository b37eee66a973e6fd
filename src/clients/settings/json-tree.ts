import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser'

/** Why a text cannot be edited, as the rest of a sentence that begins with its name. */
export interface EditRefused {
  readonly refused: string
}

const mark = '\uFEFF'

/** Separates a byte order mark, which is no part of the JSON text. */
export const split = (text: string): readonly [string, string] =>
  text.startsWith(mark) ? [mark, text.slice(1)] : ['', text]

/** The parser calls itself for each level; thousands of levels are an attack, not a setting. */
export function unlessTooDeep<Result>(work: () => Result): Result | EditRefused {
  try {
    return work()
  } catch (thrown) {
    if (thrown instanceof RangeError) return { refused: 'is nested too deeply to be edited' }
    throw thrown
  }
}

/** A property with the object that it is in. */
export interface Found {
  readonly object: Node
  readonly property: Node
  readonly value: Node
}

/** The root object of a JSON text with or without comments; `null` where the text is none. */
export function parse(text: string): Node | null {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  return root?.type === 'object' && errors.length === 0 ? root : null
}

export const endOf = (node: Node): number => node.offset + node.length

export const replace = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to)

/** The line end of a text: its first one. */
export const newlineOf = (text: string): string => /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'

/** Two JSON texts of the same value. */
export const same = (one: string | null, other: string | null): boolean =>
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

/** The property that a path leads to. */
export function find(root: Node, path: readonly string[]): Found | null {
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
