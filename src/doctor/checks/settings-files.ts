import { type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser'
import { type Check, ok } from '../check.ts'
import { type Edit, editedText } from '../fixes/edit.ts'
import { shellWord, takeOut } from '../fixes/fix-words.ts'

/** A settings file that is not JSON is dropped whole by Claude Code, and everything in it with it (measured). */
export const settingsFiles: Check = {
  id: 'settings-files',
  title: 'Settings files can be read',
  group: 'files',
  needs: ['directories', 'files-readable'],
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
      fix: fixOf(world.read(place), place, where),
      ...mendable(world.read(place), place),
    }
  },
}

/** What can be written there so that it is read again; where nobody can know that, it goes aside. */
function fixOf(text: unknown, place: string, where: Fault | null): string {
  if (typeof text !== 'string')
    return `Type: sudo chown "$(id -u)" ${shellWord(place)} && chmod 600 ${shellWord(place)}`
  if (/^<{7}/m.test(text)) return `Keep one side of the conflict in ${place}.`
  if (where === null) {
    const { env, apiKeyHelper } = (parseLoosely(text) ?? {}) as { env?: unknown; apiKeyHelper?: unknown }
    if (env !== undefined && (typeof env !== 'object' || env === null || Array.isArray(env)))
      return `Set "env" in ${place} to {}.`
    if (apiKeyHelper !== undefined && typeof apiKeyHelper !== 'string') return takeOut('"apiKeyHelper"', place)
  }
  if (mendable(text, place).edit?.what === 'plain-json') return 'Type: warmkey doctor --fix'
  const closers = missingEnd(text)
  if (closers !== null) return `Write "${closers}" at the end of ${place}.`
  return `Type: mv ${shellWord(place)} ${shellWord(`${place}.moved-aside`)}`
}

/** The brackets that are missing at the end of a text that is otherwise whole; `null` where something else is wrong. */
function missingEnd(text: string): string | null {
  let closers = ''
  visit(text, {
    onObjectBegin: () => {
      closers = `}${closers}`
    },
    onArrayBegin: () => {
      closers = `]${closers}`
    },
    onObjectEnd: () => {
      closers = closers.slice(1)
    },
    onArrayEnd: () => {
      closers = closers.slice(1)
    },
  })
  return closers !== '' && parseLoosely(text + closers) !== null ? closers : null
}

function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

/** Where taking out comments and trailing commas, or a helper that is none, is all that it needs. */
function mendable(text: unknown, path: string): { edit?: Edit } {
  if (typeof text !== 'string') return {}
  const plain = { what: 'plain-json', path } as const
  if (editedText(text, plain) !== null) return { edit: plain }
  const { env = {}, apiKeyHelper = '' } = (parseLoosely(text) ?? {}) as { env?: unknown; apiKeyHelper?: unknown }
  const alone = typeof env === 'object' && env !== null && !Array.isArray(env)
  return alone && typeof apiKeyHelper !== 'string' ? { edit: { what: 'remove', path, pointer: ['apiKeyHelper'] } } : {}
}

interface Fault {
  readonly line: number
  readonly column: number
  readonly fact: string
}

/** The first thing that plain JSON does not allow, from 1. */
function faultIn(text: unknown): Fault | null {
  if (typeof text !== 'string') return null
  const errors: ParseError[] = []
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  if (first === undefined) return null
  const before = text.slice(0, first.offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, fact: printParseErrorCode(first.error) }
}
