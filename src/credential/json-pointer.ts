/** The parts of a JSON Pointer, `null` when the text is none. https://www.rfc-editor.org/rfc/rfc6901 */
export function parsePointer(pointer: string): string[] | null {
  if (pointer === '') return []
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return null
  const parts = pointer.slice(1).split('/')
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value that a pointer's parts lead to; `undefined` when there is none. Inherited properties are none. */
export function follow(value: unknown, parts: readonly string[]): unknown {
  let here = value
  for (const part of parts) {
    if (typeof here !== 'object' || here === null) return undefined
    if (Array.isArray(here) && !/^(?:0|[1-9]\d*)$/.test(part)) return undefined
    if (!Object.hasOwn(here, part)) return undefined
    here = (here as Record<string, unknown>)[part]
  }
  return here
}
