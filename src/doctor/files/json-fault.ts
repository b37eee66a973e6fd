import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'

/** The first thing in a text that plain JSON does not allow; line and column from 1. */
export interface JsonFault {
  readonly line: number
  readonly column: number
  readonly fact: string
}

/** `null` where it is whole. A byte order mark at its beginning is no fault. */
export function jsonFault(text: string): JsonFault | null {
  const body = text.replace(/^\uFEFF/, '')
  const errors: ParseError[] = []
  parseTree(body, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  if (first === undefined) return null
  const before = body.slice(0, first.offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, fact: printParseErrorCode(first.error) }
}
