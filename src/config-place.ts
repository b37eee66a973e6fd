import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser'

/** Line and column (both from 1) of an offset. */
export function lineOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}

/** Places in the tree of a configuration file. */
export const placeOf = {
  value: (tree: Node): unknown => getNodeValue(tree),

  /** Offset of what the path leads to, or of the nearest thing above it that is there. */
  path(tree: Node, path: readonly (string | number)[]): number {
    for (let length = path.length; length > 0; length--) {
      const node = findNodeAtLocation(tree, path.slice(0, length))
      if (node !== undefined) return node.parent?.type === 'property' ? node.parent.offset : node.offset
    }
    return tree.offset
  },

  /** The first key that stands twice in one object. */
  duplicate(tree: Node, path = ''): { readonly path: string; readonly offset: number } | null {
    const seen = new Set<string>()
    for (const child of tree.children ?? []) {
      const key: unknown = tree.type === 'object' ? child.children?.[0]?.value : undefined
      const value = tree.type === 'object' ? child.children?.[1] : child
      const here = typeof key === 'string' ? (path === '' ? key : `${path}.${key}`) : path
      if (typeof key === 'string' && seen.has(key)) return { path: here, offset: child.offset }
      if (typeof key === 'string') seen.add(key)
      const deeper = value === undefined ? null : placeOf.duplicate(value, here)
      if (deeper !== null) return deeper
    }
    return null
  },
} as const
