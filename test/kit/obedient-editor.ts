/** What a person does with an editor: one place of one file, and nothing else in it. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { applyEdits, findNodeAtLocation, type JSONPath, modify, parseTree } from 'jsonc-parser'
import { CannotFollow } from './cannot-follow.ts'

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '{}')

function write(file: string, text: string): void {
  const isNew = !existsSync(file)
  if (isNew) mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  if (isNew) chmodSync(file, 0o600)
}

/** Where a name stands: as it is written, with its dots, at the top or inside `env`; variables belong into `env`. */
function pointerOf(text: string, name: string): { readonly path: JSONPath; readonly there: boolean } {
  const tree = parseTree(text)
  const paths = [[name], ['env', name], name.split('.')]
  const found = paths.find((path) => tree !== undefined && findNodeAtLocation(tree, path) !== undefined)
  if (found !== undefined) return { path: found, there: true }
  return { path: /^[A-Z][A-Z0-9_]+$/.test(name) ? ['env', name] : name.split('.'), there: false }
}

const valueAt = (text: string, path: JSONPath): unknown => {
  const tree = parseTree(text)
  return tree === undefined ? undefined : findNodeAtLocation(tree, path)?.value
}

const change = (file: string, path: JSONPath, value: unknown): void => {
  const text = textOf(file)
  write(file, applyEdits(text, modify(text, path, value, {})))
}

export function removeFrom(file: string, name: string): void {
  const { path, there } = pointerOf(textOf(file), name)
  if (!there) throw new CannotFollow(`${name} does not stand in ${file}`)
  change(file, path, undefined)
}

/** A number, `true` and anything in brackets are written as they are, everything else as a text. */
export function setIn(file: string, name: string, value: string): void {
  const bare = /^(\d+|true|false|[[{].*[\]}])$/s.test(value)
  const text = value.replace(/^"(.*)"$/s, '$1')
  change(file, pointerOf(textOf(file), name).path, bare ? JSON.parse(value) : text)
}

/** Takes quotes, the word `Bearer`, or one line off a text. */
export function dropMark(file: string, name: string, what: string): void {
  const { path } = pointerOf(textOf(file), name)
  const text = String(valueAt(textOf(file), path) ?? '')
  const line = /^line with (\S+)$/.exec(what)?.[1]
  const without =
    what === 'quotes'
      ? text.replace(/["'`“”‘’]/g, '')
      : line === undefined
        ? text.replace(/\bBearer\s+/i, '')
        : text
            .split('\n')
            .filter((each) => !each.toLowerCase().startsWith(line.toLowerCase()))
            .join('\n')
  if (without === text) throw new CannotFollow(`there is no ${what} in ${name} of ${file}`)
  change(file, path, without)
}

export function writeBefore(file: string, text: string, line: string): void {
  const lines = readFileSync(file, 'utf8').split('\n')
  lines[Number(line) - 1] = `${text}${lines[Number(line) - 1]}`
  writeFileSync(file, lines.join('\n'))
}

/** At the end of one text of a file, or of the file itself. */
export function appendAt(file: string, name: string | null, text: string): void {
  if (name === null) {
    writeFileSync(file, `${readFileSync(file, 'utf8').trimEnd()}${text}\n`)
    return
  }
  const { path, there } = pointerOf(textOf(file), name)
  if (!there) throw new CannotFollow(`${name} does not stand in ${file}`)
  change(file, path, `${String(valueAt(textOf(file), path))}${text}`)
}

/** The upper side of a conflict of git. */
export function keepOneSide(file: string): void {
  const text = readFileSync(file, 'utf8')
  const kept = text.replace(/^<{7}[^\n]*\n(.*?)^={7}\n.*?^>{7}[^\n]*\n/gms, '$1')
  if (kept === text) throw new CannotFollow(`there is no conflict in ${file}`)
  writeFileSync(file, kept)
}
