import { visit } from 'jsonc-parser'
import { editJson } from '../../clients/settings/json-edit.ts'
import { find, parse, split } from '../../clients/settings/json-tree.ts'
import { undoJson } from '../../clients/settings/json-undo.ts'

/** One change that would cure a complaint. The doctor only names it; whoever asked for it decides and writes. */
export type Edit =
  /** Takes one property out of a JSON file; `pointer` are its keys from the root. */
  | { readonly what: 'remove'; readonly path: string; readonly pointer: readonly [string, ...string[]] }
  /** Gives one property of a JSON file another text. */
  | {
      readonly what: 'set'
      readonly path: string
      readonly pointer: readonly [string, ...string[]]
      readonly value: string
    }
  /** Takes quotes and a leading `Bearer` off one text of a JSON file, whatever else it is. */
  | { readonly what: 'undress'; readonly path: string; readonly pointer: readonly [string, ...string[]] }
  /** Takes comments and trailing commas out of a file that has to be plain JSON. */
  | { readonly what: 'plain-json'; readonly path: string }
  /** Puts one line at the end of a text, which is made where it is not there. */
  | { readonly what: 'line'; readonly path: string; readonly line: string }
  /** Gives a file these permission bits. */
  | { readonly what: 'mode'; readonly path: string; readonly mode: number }
  /** Gives a link, a pipe or whatever stands in the way another name; nothing is lost. */
  | { readonly what: 'aside'; readonly path: string; readonly to: string }

/** What could go wrong with it, as one sentence for the person who decides. */
export function riskOf(edit: Edit): string {
  switch (edit.what) {
    case 'remove':
      return 'Whoever counts on that line loses it here; its bytes are kept, and `warmkey doctor --undo` puts them back.'
    case 'set':
      return 'Requests go elsewhere from then on; `warmkey doctor --undo` puts the old value back.'
    case 'plain-json':
      return 'Comments are lost in the file; its bytes are kept, and `warmkey doctor --undo` puts them back.'
    case 'undress':
      return 'Requests carry another key from then on; `warmkey doctor --undo` puts the old text back.'
    case 'line':
      return 'Git leaves files of that name out from then on; those that it keeps already stay.'
    case 'aside':
      return 'Nothing is at the old place until somebody puts something there; `warmkey doctor --undo` brings it back.'
    case 'mode':
      if ((edit.mode & 0o100) !== 0) return 'The file can be run as a program by you from then on.'
      return 'Programs of other users cannot read the file any more.'
  }
}

/** What is done, as a sentence for the record. Never a value of a file. */
export function sayEdit(edit: Edit): string {
  switch (edit.what) {
    case 'remove':
      return `${edit.pointer.join('.')} was taken out of ${edit.path}.`
    case 'set':
      return `${edit.pointer.join('.')} was given another value in ${edit.path}.`
    case 'undress':
      return `What does not belong to the key was taken off ${edit.pointer.join('.')} in ${edit.path}.`
    case 'plain-json':
      return `Comments and trailing commas were taken out of ${edit.path}.`
    case 'line':
      return `A line was added to ${edit.path}.`
    case 'mode':
      return `The mode of ${edit.path} was set to ${edit.mode.toString(8)}.`
    case 'aside':
      return `${edit.path} was renamed to ${edit.to}.`
  }
}

/** The text after the change; `null` where it would change nothing or cannot be made. Not for `mode` and `aside`. */
export function editedText(text: string, edit: Exclude<Edit, { what: 'mode' | 'aside' }>): string | null {
  const after =
    edit.what === 'plain-json'
      ? plainJson(text)
      : edit.what === 'line'
        ? withLine(text, edit.line)
        : edit.what === 'set'
          ? withValue(text, edit)
          : edit.what === 'undress'
            ? undressed(text, edit)
            : without(text, edit)
  return after === null || after === text ? null : after
}

function withLine(text: string, line: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  if (text.split(/\r?\n/).includes(line)) return text
  return `${text}${text === '' || text.endsWith('\n') ? '' : newline}${line}${newline}`
}

function withValue(text: string, { pointer, value }: Extract<Edit, { what: 'set' }>): string | null {
  const done = editJson(text, [{ path: pointer, value }])
  return 'refused' in done ? null : done.text
}

function undressed(text: string, { path, pointer }: Extract<Edit, { what: 'undress' }>): string | null {
  const root = parse(split(text)[1])
  const found = root === null ? null : find(root, pointer)
  const was: unknown = found?.value.value
  if (typeof was !== 'string') return null
  let value = was.trim()
  for (let before = ''; before !== value; ) {
    before = value
    value = value
      .replace(/^(["'`“”‘’])(.*)["'`“”‘’]$/s, '$2')
      .replace(/^(?:authorization:\s*)?bearer\s+/i, '')
      .trim()
  }
  return value === '' ? null : withValue(text, { what: 'set', path, pointer, value })
}

function without(text: string, { pointer }: Extract<Edit, { what: 'remove' }>): string | null {
  const [, body] = split(text)
  const root = parse(body)
  const found = root === null ? null : find(root, pointer)
  if (found === null) return null
  const wrote = body.slice(found.value.offset, found.value.offset + found.value.length)
  const done = undoJson(text, [{ kind: 'property', path: pointer, wrote, before: null }])
  return 'refused' in done || done.conflicts.length > 0 ? null : done.text
}

/** Without comments and trailing commas; `null` where something else is wrong as well. Every other character stays. */
function plainJson(text: string): string | null {
  const [bom, body] = split(text)
  const dropped: { readonly from: number; readonly length: number }[] = []
  /** Where the last comma is, as long as nothing but comments has come after it. */
  let comma: number | null = null
  const something = (): void => {
    comma = null
  }
  const end = (): void => {
    if (comma !== null) dropped.push({ from: comma, length: 1 })
    comma = null
  }
  visit(
    body,
    {
      onComment: (from, length) => void dropped.push({ from, length }),
      onSeparator(character, offset) {
        comma = character === ',' ? offset : null
      },
      onObjectBegin: something,
      onArrayBegin: something,
      onObjectProperty: something,
      onLiteralValue: something,
      onObjectEnd: end,
      onArrayEnd: end,
    },
    { allowTrailingComma: true },
  )
  const after = dropped
    .toSorted((one, other) => other.from - one.from)
    .reduce((left, { from, length }) => left.slice(0, from) + left.slice(from + length), body)
  try {
    JSON.parse(after)
    return bom + after
  } catch {
    return null
  }
}
