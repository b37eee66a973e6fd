/**
 * Reads what looks like an object, however it was written: JSON, Python's repr, what Node prints, any of them inside a
 * string of another (with its quotes escaped once or more), and all of them cut off somewhere. Gives the pairs of key and
 * value with no regard to how they nest; a value that is an object as text is read as well.
 */
export interface Pairs {
  /** `parent`: the key of the object that the pair is in, empty for the outermost. */
  readonly strings: readonly { readonly key: string; readonly value: string; readonly parent: string }[]
  readonly numbers: readonly { readonly key: string; readonly value: number }[]
  /** Behind the closing brace, or the end of the text. */
  readonly end: number
  /** Whether the closing brace is missing. */
  readonly cut: boolean
}

/** Objects inside strings are read this deep. */
const deepest = 4
/** A string longer than this is no message. */
const longestString = 16_384

const word = /[A-Za-z_$@][\w$@.-]{0,80}|-?\d{1,15}(?:\.\d{1,15})?/y

export function readPairs(text: string, start: number, depth = 0): Pairs {
  const strings: { key: string; value: string; parent: string }[] = []
  const parents: string[] = []
  const numbers: { key: string; value: number }[] = []
  let open = 0
  let key = ''
  let last: string | null = null
  let at = start
  const value = (found: string) => {
    strings.push({ key, value: found, parent: parents.at(-1) ?? '' })
    if (depth < deepest && found.includes('{') && /["']/.test(found)) {
      const inner = readPairs(found, found.indexOf('{'), depth + 1)
      strings.push(...inner.strings)
      numbers.push(...inner.numbers)
    }
  }
  const settle = () => {
    if (last === null) return
    value(last)
    last = null
  }
  while (at < text.length) {
    const character = text[at]
    if (character === '{') {
      open++
      parents.push(key)
      key = ''
    } else if (character === '}') {
      settle()
      key = ''
      open--
      parents.pop()
      if (open <= 0) return { strings, numbers, end: at + 1, cut: false }
    } else if (character === ':' || character === '=') {
      if (last !== null) key = last
      last = null
    } else if (character === ',' || character === '[' || character === ']') {
      settle()
      if (character !== ']') key = ''
    } else if (character === '"' || character === "'" || character === '\\' || character === '`') {
      const quoted = readString(text, at)
      if (quoted === null) at++
      else {
        settle()
        last = quoted.value
        at = quoted.end
      }
      continue
    } else if (character !== undefined && /[\w$@-]/.test(character)) {
      word.lastIndex = at
      const found = word.exec(text)?.[0]
      if (found === undefined) at++
      else {
        at += found.length
        // A letter before a quote says what kind of string it is: b'…', u"…".
        if (/^[bruf]$/i.test(found) && /["']/.test(text[at] ?? '')) continue
        const number = /^-?\d/.test(found) ? Number(found) : null
        if (number !== null && key !== '') numbers.push({ key, value: number })
        else last = found
      }
      continue
    }
    at++
  }
  settle()
  return { strings, numbers, end: at, cut: true }
}

/** A quoted string that begins at `start`, which may be the backslashes before its quote; `null` when there is none. */
function readString(text: string, start: number): { readonly value: string; readonly end: number } | null {
  let quoteAt = start
  while (text[quoteAt] === '\\' && quoteAt - start < 16) quoteAt++
  const quote = text[quoteAt]
  if (quote !== '"' && quote !== "'" && quote !== '`') return null
  const level = quoteAt - start
  let from = quoteAt + 1
  const limit = Math.min(text.length, from + longestString)
  for (;;) {
    const found = text.indexOf(quote, from)
    if (found === -1 || found >= limit) {
      return { value: decode(text.slice(quoteAt + 1, limit), level), end: limit }
    }
    let slashes = 0
    while (text[found - 1 - slashes] === '\\') slashes++
    const ends = level === 0 ? slashes % 2 === 0 : slashes >= level && slashes < 2 * level + 1
    const last = level === 0 ? found : found - slashes
    if (ends) return { value: decode(text.slice(quoteAt + 1, last), level), end: found + 1 }
    from = found + 1
  }
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\n', t: ' ', b: '', f: ' ' }

/** What the escapes in a string stand for, one level deep. */
export const unescapeText = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|([^u]))/g, (_, code: string | undefined, plain: string | undefined) =>
    code === undefined ? (controls[plain ?? ''] ?? plain ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  )

/** A string whose quotes stand behind that many backslashes was escaped that often: 0 once, 1 twice, 3 three times. */
function decode(text: string, level: number): string {
  let decoded = text
  for (let left = level + 1; left >= 1 && decoded.includes('\\'); left = Math.floor(left / 2))
    decoded = unescapeText(decoded)
  return decoded
}
