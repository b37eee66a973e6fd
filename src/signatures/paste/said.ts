import { bareCode, codeKeys } from '../error-parts.ts'
import type { CardIndex } from './card-index.ts'
import { readPairs } from './loose-object.ts'
import { createPieces, type Derived } from './offsets.ts'

/** A stretch of the record's own text. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** What one record says, wherever it says it. */
export interface Said {
  /** The record without escapes, in lines; leads to offsets within the record. */
  readonly plain: Derived
  /** The same in one line. */
  readonly flat: string
  /** Values of the objects in it, each with the object that it came from. */
  readonly values: readonly { readonly text: string; readonly at: Stretch }[]
  /** Codes of its objects and words that are codes by their shape, lower case, each with where it stands. */
  readonly codes: ReadonlyMap<string, Stretch>
  /** Those of the codes that are only words. */
  readonly words: ReadonlySet<string>
  readonly statuses: readonly number[]
  readonly headers: ReadonlyMap<string, string>
  /** The page in it, from its first tag on. */
  readonly page: string | null
}

const codeKey = new Set([...codeKeys, 'error', 'name', 'errorType', 'x-amzn-errortype'].map((key) => key.toLowerCase()))
const statusKey = /^(?:status|statusCode|status_code|httpStatusCode|http_status|code|error_code)$/i

/** Statuses as programs print them. A bare number is none. */
const statusPhrases: readonly RegExp[] = [
  /\b(?:API Error|error code|status code|http(?: error| status)?(?:\/[\d.]{1,3})?|status|code|error|failed with)["']?[ :=(#]{1,4}["']?([45]\d\d)\b/gi,
  /\b([45]\d\d)[ :-]{1,3}(?:unauthorized|forbidden|bad request|payment required|not found|too many requests|proxy authentication|request timeout|internal server error|bad gateway|service unavailable|gateway timeout|overloaded|status code|client error)\b/gi,
  /(?:^|\n)\[?([45]\d\d)\b[\]:,]{0,2} ?(?=[{"A-Z])/g,
]

/** Longest part of a record in which the slower readings look. */
const longest = 65_536

export function readRecord(text: string, index: CardIndex): Said {
  const values: { text: string; at: Stretch }[] = []
  const codes = new Map<string, Stretch>()
  const words = new Set<string>()
  const statuses = new Set<number>()
  const headers = new Map<string, string>()
  const code = (found: string, at: Stretch) => {
    const bare = bareCode(found)
    if (bare !== '' && bare.length <= 100 && !codes.has(bare)) codes.set(bare, at)
  }
  for (let at = text.indexOf('{'); at !== -1; ) {
    const pairs = readPairs(text, at)
    const stretch = { start: at, end: pairs.end }
    for (const { key, value, parent } of pairs.strings) {
      if (value !== '') values.push({ text: value, at: stretch })
      // GraphQL servers put codes of their own there, whatever is behind them.
      if (codeKey.has(key.toLowerCase()) && parent !== 'extensions') code(value, stretch)
      if (index.headers.has(key.toLowerCase())) headers.set(key.toLowerCase(), value)
      if (statusKey.test(key) && /^[45]\d\d$/.test(value)) statuses.add(Number(value))
    }
    for (const { key, value } of pairs.numbers) {
      // What programs print as the status of an answer is no code of its body.
      if (codeKey.has(key.toLowerCase()) && key.toLowerCase() !== 'status') code(String(value), stretch)
      if (statusKey.test(key) && value >= 400 && value < 600) statuses.add(value)
    }
    at = text.indexOf('{', Math.max(pairs.end, at + 1))
  }
  const plain = withoutEscapes(text.slice(0, longest))
  const flat = plain.text.replaceAll('\n', ' ').trimEnd()
  for (const found of plain.text.matchAll(/<(code|message|type)>([^<]{1,1000})</gi)) {
    const at = { start: plain.origin(found.index), end: plain.origin(found.index + found[0].length) }
    if (/message/i.test(found[1] ?? '')) values.push({ text: found[2] ?? '', at })
    else code(found[2] ?? '', at)
  }
  for (const found of flat.matchAll(/[A-Za-z][A-Za-z0-9_]{7,80}/g)) {
    if (!index.shaped.has(found[0].toLowerCase()) || !isThrown(flat, found.index, found[0].length)) continue
    if (!codes.has(found[0].toLowerCase())) words.add(found[0].toLowerCase())
    code(found[0], { start: plain.origin(found.index), end: plain.origin(found.index + found[0].length) })
  }
  for (const found of plain.text.matchAll(/(?:^|\n)[<>*]? ?([A-Za-z][\w-]{2,60}): ([^\n]{0,4000})/g)) {
    const name = (found[1] ?? '').toLowerCase()
    if (index.headers.has(name) && !headers.has(name)) headers.set(name, found[2] ?? '')
    if (name === 'x-amzn-errortype') code(found[2] ?? '', { start: 0, end: text.length })
  }
  for (const phrase of statusPhrases) for (const found of plain.text.matchAll(phrase)) statuses.add(Number(found[1]))
  const pageAt = flat.search(/<(?:!doctype html|html)\b/i)
  const title = pageAt === -1 ? undefined : /<title>([^<]{1,300})/i.exec(flat.slice(pageAt))?.[1]?.trim()
  if (title !== undefined && title !== '')
    values.push({ text: title, at: { start: plain.origin(pageAt), end: text.length } })
  return {
    plain,
    flat,
    values,
    codes,
    words,
    statuses: [...statuses],
    headers,
    page: pageAt === -1 ? null : flat.slice(pageAt),
  }
}

/** A word names what happened where it stands as a name does: before a colon, in brackets, as a value. */
function isThrown(text: string, at: number, length: number): boolean {
  const before = text.slice(Math.max(0, at - 3), at)
  const after = text.slice(at + length, at + length + 16)
  // A class of somebody else's package may have the same name.
  const owner = /[\w.]{3,100}\.$/.exec(text.slice(Math.max(0, at - 100), at))?.[0]
  if (owner !== undefined && !/amazon|aws|boto|azure|google|anthropic|openai|databricks/i.test(owner)) return false
  return /^(?:[:)\]},]|$| when calling\b| ?[|,;·—–-]|\.? *$)/.test(after) || /[([:=#] ?$/.test(before)
}

/** Text in which quotes and line breaks stand for themselves. */
function withoutEscapes(text: string): Derived {
  const pieces = createPieces()
  let at = 0
  if (text.includes('\\')) {
    for (const found of text.matchAll(/\\{1,8}(?:["'`/]|[nrt](?![\w:]*\\\w)|u00[0-9a-fA-F]{2})/g)) {
      pieces.add(text.slice(at, found.index), at)
      const last = found[0].at(-1) ?? ''
      const code = /u(00..)$/.exec(found[0])?.[1]
      const meant =
        code !== undefined
          ? String.fromCharCode(Number.parseInt(code, 16))
          : last === 't'
            ? ' '
            : /[nr]/.test(last)
              ? '\n'
              : last
      pieces.add(meant, found.index)
      at = found.index + found[0].length
    }
  }
  pieces.add(text.slice(at), at)
  return pieces.done(text.length)
}
