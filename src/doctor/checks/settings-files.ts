import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { type Check, ok } from '../check.ts'
import { type Edit, editedText } from '../edit.ts'

/** A settings file that is not JSON is dropped whole by Claude Code, and everything in it with it (measured). */
export const settingsFiles: Check = {
  id: 'settings-files',
  title: 'Settings files can be read',
  group: 'files',
  needs: ['directories'],
  run({ layers, world }) {
    const [place] = layers.dropped
    if (place === undefined)
      return ok(layers.layers.length === 0 ? 'There are none' : `${layers.layers.length} read, none dropped`)
    const where = faultIn(world.read(place))
    return {
      status: 'wrong',
      cause: 'config-file',
      summary: `Claude Code ignores all of ${place}${where === null ? '' : `, because of line ${where.line}, column ${where.column}`}.`,
      evidence: [
        ...layers.problems,
        ...(where === null ? [] : [`line ${where.line}, column ${where.column}: ${where.fact}`]),
      ],
      fix: `Open ${place} and mend that place; comments and trailing commas are not allowed there.`,
      ...mendable(world.read(place), place),
    }
  },
}

/** Whether taking out comments and trailing commas is all that it needs. */
function mendable(text: unknown, path: string): { edit?: Edit } {
  const edit: Edit = { what: 'plain-json', path }
  return typeof text === 'string' && editedText(text, { what: 'plain-json', path }) !== null ? { edit } : {}
}

/** The first thing that plain JSON does not allow, from 1. */
function faultIn(text: unknown): { line: number; column: number; fact: string } | null {
  if (typeof text !== 'string') return null
  const errors: ParseError[] = []
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  if (first === undefined) return null
  const before = text.slice(0, first.offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, fact: printParseErrorCode(first.error) }
}
