import { prefixLength } from './log-prefix.ts'
import { createPieces, type Derived } from './offsets.ts'
import { isSource } from './source-line.ts'

/** One thing that was said: a line of a log with what belongs to it, a paragraph, a response, an object. */
export interface Record {
  /** Offsets in the text of {@link Split}. */
  readonly start: number
  readonly end: number
}

/** A pasted text without what loggers put before its lines, cut into records. */
export interface Split {
  readonly clean: Derived
  readonly records: readonly Record[]
}

/** A record ends here at the latest, so that a log without times and empty lines is read piece by piece. */
const longest = { lines: 40, characters: 8_192 }
/** An object or page that is still open goes on at most this far. */
const longestOpen = { lines: 600, characters: 32_768 }

/** A line as long as this may be half of a sentence that a terminal has broken. */
const headerLine = /^[<>*]? ?[A-Za-z][\w-]{1,60}: /
const pageStart = /<(?:!doctype html|html)\b/i
const pageEnd = /<\/html>/i
const statusLine = /^[<>*]? ?HTTP\/[\d.]{1,3} \d{3}\b/i

/** How many more braces a line opens than it closes, leaving out those in strings as far as one line can tell. */
function opened(line: string): number {
  if (!line.includes('{') && !line.includes('}')) return 0
  let depth = 0
  for (const character of line) {
    if (character === '{') depth++
    else if (character === '}') depth--
  }
  return depth
}

/** Takes the prefixes off, leaves lines of source code out, and finds where each record ends. */
export function splitRecords(undressed: Derived): Split {
  const pieces = createPieces(undressed)
  const records: Record[] = []
  let length = 0
  let at = 0
  let current = { start: 0, lines: 0, depth: 0, response: false, page: false }
  let lastIsHeader = false
  let lastPrefix = ''
  const close = () => {
    if (length > current.start) records.push({ start: current.start, end: length })
    current = { start: length, lines: 0, depth: 0, response: false, page: false }
    lastIsHeader = false
  }
  for (const line of undressed.text.split('\n')) {
    const prefix = prefixLength(line)
    const spoken = line.slice(prefix)
    const said = spoken.trimStart()
    const open = current.depth > 0 || current.page
    const head = line.slice(0, prefix)
    const limit = open ? longestOpen : longest
    const full = current.lines >= limit.lines || length - current.start > limit.characters
    // Lines that a container prints one after the other have the same prefix.
    if (full || (prefix > 0 && head !== lastPrefix && !open)) close()
    lastPrefix = head
    if (said === '' && !open && !(current.response && lastIsHeader)) close()
    else if (said !== '' && !isSource(said)) {
      const kept = `${said}\n`
      pieces.add(kept, at + prefix + spoken.length - said.length)
      length += kept.length
      current.lines++
      current.depth = Math.max(0, current.depth + opened(said))
      current.response ||= statusLine.test(said)
      if (pageStart.test(said)) current.page = true
      if (pageEnd.test(said)) current.page = false
      lastIsHeader = headerLine.test(said) || statusLine.test(said)
    }
    at += line.length + 1
  }
  close()
  return { clean: pieces.done(undressed.text.length), records }
}
