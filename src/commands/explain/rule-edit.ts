import { type Edited, editJson } from '../../clients/settings/json-edit.ts'
import { type EditRefused, endOf, find, newlineOf, parse, replace, split } from '../../clients/settings/json-tree.ts'

/**
 * Adds an element to a list in a configuration, with a comment above it, and makes the list where there is none. Every
 * other byte stays: comments, order, indentation, line ends.
 */
export function addRule(
  text: string,
  path: readonly [string, ...string[]],
  rule: object,
  comment: string,
): Edited | EditRefused {
  const [bom, body] = split(text)
  const root = parse(body)
  if (root === null) return { refused: 'is not valid JSON' }
  const found = find(root, path)
  const element = oneLine(rule)
  const remark = `// ${comment.replace(/[\r\n\u2028\u2029]+/g, ' ')}`
  const newline = newlineOf(body)
  const unit = /[\r\n]([ \t]+)["}]/.exec(body)?.[1] ?? '  '
  if (found === null) return newList(text, path, { element, remark, newline, unit })
  const { value: list } = found
  if (list.type !== 'array') return { refused: `has a "${path.join('.')}" that is no list` }
  const before = body.slice(list.offset, endOf(list))
  const indent = indentAt(body, list.offset)
  const last = list.children?.at(-1)
  const inner = `${newline}${indent}${unit}`
  const added = `${inner}${remark}${inner}${element}`
  let after: string
  if (last === undefined) after = `[${before.slice(1, -1).trimEnd()}${added}${newline}${indent}]`
  else {
    const end = endOf(last) - list.offset
    const rest = before.slice(end, -1)
    // Behind a line comment of the last element nothing of ours may stand on its line.
    const hasComma = /^\s*,/.test(rest)
    const kept = hasComma ? rest.trimEnd() : `,${rest.trimEnd()}`
    after = `${before.slice(0, end)}${kept}${added}${newline}${indent}]`
  }
  const changed = replace(body, list.offset, endOf(list), after)
  return { text: bom + changed, records: [{ kind: 'property', path, wrote: after, before }] }
}

interface NewElement {
  readonly element: string
  readonly remark: string
  readonly newline: string
  readonly unit: string
}

/** A place is made with a mark, which the list then replaces. */
function newList(
  text: string,
  path: readonly [string, ...string[]],
  { element, remark, newline, unit }: NewElement,
): Edited | EditRefused {
  let mark = 'list-to-be'
  while (text.includes(mark)) mark += '-'
  const edited = editJson(text, [{ path, value: mark }])
  if ('refused' in edited) return edited
  const [bom, body] = split(edited.text)
  const root = parse(body)
  const place = root === null ? null : find(root, path)
  if (place === null) return { refused: 'is not valid JSON' }
  const indent = indentAt(body, place.value.offset)
  const inner = `${newline}${indent}${unit}`
  const written = `[${inner}${remark}${inner}${element}${newline}${indent}]`
  const records = edited.records.map((record) => (record.kind === 'property' ? { ...record, wrote: written } : record))
  return { text: bom + replace(body, place.value.offset, endOf(place.value), written), records }
}

function indentAt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset), text.lastIndexOf('\r', offset)) + 1
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? ''
}

const oneLine = (rule: object): string =>
  `{ ${Object.entries(rule)
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(', ')} }`
