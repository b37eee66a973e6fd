import { getNodeValue } from 'jsonc-parser'
import { type EditRecord, editJson } from '../../clients/settings/json-edit.ts'
import { type EditRefused, endOf, find, newlineOf, parse, replace, split } from '../../clients/settings/json-tree.ts'
import { undoJson } from '../../clients/settings/json-undo.ts'
import { type BlockComments, type BlockStyle, blockText, mostColumns } from './block-text.ts'

/** One value to set in a configuration, by its keys from the root. */
export interface ConfigEdit {
  readonly path: readonly [string, ...string[]]
  readonly value: unknown
  /** Where the value is an object that is new. */
  readonly comments?: BlockComments
}

export interface ConfigEdited {
  readonly text: string
  /** What was done, so that it can be taken back. */
  readonly records: readonly EditRecord[]
}

/** What a new configuration file begins with. */
const header = [
  '// Profiles of warmkey: where each gets its key, and which API it is for.',
  '// No secret belongs here. A daemon that runs takes changes over by itself.',
  '{}',
  '',
].join('\n')

/**
 * Sets values in the text of a configuration (`null` where there is none yet) and touches nothing else: comments, order,
 * byte order mark, line ends and indentation stay, and what is new looks like its neighbours.
 */
export function editConfig(text: string | null, edits: readonly ConfigEdit[]): ConfigEdited | EditRefused {
  let current = text === null || text.trim() === '' ? header : text
  const records: EditRecord[] = []
  for (const edit of edits) {
    const done = setValue(current, edit)
    if ('refused' in done) return done
    current = done.text
    records.push(...done.records)
  }
  return { text: current, records }
}

/** A place is made with a mark of one word, and the mark is then replaced by the value as its neighbours are written. */
function setValue(text: string, { path, value, comments }: ConfigEdit): ConfigEdited | EditRefused {
  let mark = 'value-to-be'
  while (text.includes(mark)) mark += '-'
  const edited = editJson(text, [{ path, value: mark }])
  if ('refused' in edited) return edited
  const [bom, body] = split(edited.text)
  const root = parse(body)
  const place = root === null ? null : find(root, path)
  if (place === null) return { refused: 'is not valid JSON' }
  const { value: node, object } = place
  const lineStart = Math.max(body.lastIndexOf('\n', node.offset), body.lastIndexOf('\r', node.offset)) + 1
  const style: BlockStyle = {
    newline: newlineOf(body),
    unit: /[\r\n]([ \t]+)["}]/.exec(body)?.[1] ?? '  ',
    indent: /^[ \t]*/.exec(body.slice(lineStart))?.[0] ?? '',
    oneLine: !/[\r\n]/.test(body.slice(object.offset, endOf(object))),
  }
  const short = blockText(value, { ...style, oneLine: true })
  // A whole profile is always spread out; what stands in one only where it is long.
  const fits = path.length > 2 && node.offset - lineStart + short.length <= mostColumns
  const written = fits ? short : blockText(value, style, comments)
  const records = edited.records.map(
    (record): EditRecord => (record.kind === 'property' ? { ...record, wrote: written } : record),
  )
  return { text: bom + replace(body, node.offset, endOf(node), written), records }
}

/**
 * Removes values, each with the comma that it needed. `records` of the edit that brought them take back also what was
 * made around them, and put back what stood in their place. A path that is not there is passed over.
 */
export function removeFromConfig(
  text: string,
  paths: readonly (readonly string[])[],
  records: readonly EditRecord[] = [],
): { readonly text: string } | EditRefused {
  const [, body] = split(text)
  const root = parse(body)
  if (root === null) return { refused: 'is not valid JSON' }
  const isMeant = (path: readonly string[]) => paths.some((other) => samePath(path, other))
  const removal = (path: readonly string[], before: string | null, inner: string): EditRecord[] => {
    const found = find(root, path)
    if (found === null) return []
    return [{ kind: 'property', path, before, inner, wrote: body.slice(found.value.offset, endOf(found.value)) }]
  }
  // In the order in which it was done, because it is taken back in the opposite one.
  const known = records.flatMap((record): EditRecord[] => {
    if (record.kind === 'container')
      return paths.some((path) => record.path.every((key, index) => key === path[index])) ? [record] : []
    if (record.kind !== 'property' || !isMeant(record.path)) return []
    return removal(record.path, record.before, record.inner ?? '')
  })
  const isKnown = (path: readonly string[]) => known.some((each) => 'path' in each && samePath(each.path, path))
  const others = paths.filter((path) => !isKnown(path)).flatMap((path) => removal(path, null, ''))
  const undone = undoJson(text, [...known, ...others])
  if ('refused' in undone) return undone
  return { text: undone.text ?? text }
}

const samePath = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key, index) => key === other[index])

/** The value at a place of a configuration's text; `undefined` where there is none. */
export function valueIn(text: string, path: readonly string[]): unknown {
  const root = parse(split(text)[1])
  const found = root === null ? null : find(root, path)
  return found === null ? undefined : getNodeValue(found.value)
}
