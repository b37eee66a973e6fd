import { createPieces, type Derived } from './offsets.ts'

/** What terminals, pages and editors put into a text without meaning anything by it. Linear: every repetition is bounded. */
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: they are what is taken out
const dress = new RegExp(
  [
    // Colours and movements of terminals, with their escape character, written out, or with it lost in copying.
    /\u001b\[[0-9;?]{0,30}[ -/]{0,4}[@-~]/,
    /\u001b\][^\u0007\u001b]{0,500}(?:\u0007|\u001b\\)/,
    /\u001b[@-_]?/,
    /\\{1,4}(?:u001[bB]|x1[bB]|033|e)\[[0-9;]{0,30}m/,
    /\^\[\[[0-9;]{0,30}m/,
    /\[(?:0|1|2|3|4|22|39|49|[349][0-7])(?:;[0-9]{1,3}){0,4}m/,
    // HTML entities, also escaped twice.
    /&(?:amp;){0,3}(?:lt|gt|quot|apos|nbsp|amp|#39|#0?34|#60|#62|#47|#x27|#x22|#x2[fF]|#x3[cC]|#x3[eE]);/,
    // Unicode escapes of the same characters, which JSON writers use to keep HTML harmless.
    /\\{1,3}u00(?:3[cCeE]|2[267])/,
    // Ends of lines, and what no eye sees.
    /\r\n?/,
    /[\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad]/,
    // Boxes and bullets that programs draw around what they say.
    /[\u2500-\u257f\u23bf\u23fa\u25cf\u2716\u2717]/,
    // Blanks.
    /[ \t\u00a0\u3000]{2,400}|[\t\u00a0\u3000]/,
    // An id of this one request, set into a sentence; those in objects are quoted and stay.
    / ?[([]?\b(?:request|trace|correlation)[ _-]?id(?:[:=] ?| )[A-Za-z0-9][\w-]{7,63}(?![\w"'\\-])[)\]]?/,
    / [([]?(?:req_[A-Za-z0-9]{16,40}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})[)\]]?(?= )/,
    // Control characters.
    /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f]/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
)
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: they are what is taken out

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  amp: '&',
  '#39': "'",
  '#34': '"',
  '#034': '"',
  '#60': '<',
  '#62': '>',
  '#47': '/',
  '#x27': "'",
  '#x22': '"',
  '#x2f': '/',
  '#x3c': '<',
  '#x3e': '>',
}
const unicode: Readonly<Record<string, string>> = { '3c': '<', '3e': '>', '26': '&', '27': "'", '22': '"' }

function plain(found: string): string {
  const first = found[0]
  if (first === '&')
    return (
      entities[
        found
          .slice(1, -1)
          .replace(/^(?:amp;)+(?=.)/, '')
          .toLowerCase()
      ] ?? ''
    )
  if (first === '\r') return '\n'
  if (first === '\\') {
    const code = /u00(..)$/.exec(found)?.[1]?.toLowerCase()
    return code === undefined || code === '1b' ? '' : (unicode[code] ?? '')
  }
  if (/id\b|req_|-/i.test(found)) return ''
  if (first === ' ' || first === '\t' || first === '\u00a0' || first === '\u3000') return ' '
  return /[\u2500-\u25ff\u23bf\u23fa\u2716\u2717]/.test(found) ? ' ' : ''
}

/** The text without colours, entities, boxes and invisible characters; runs of blanks become one. Line breaks stay. */
export function undress(from: string | Derived): Derived {
  const original = typeof from === 'string' ? from : from.text
  const pieces = createPieces(typeof from === 'string' ? null : from)
  let at = 0
  for (const found of original.matchAll(dress)) {
    if (found.index > at) pieces.add(original.slice(at, found.index), at)
    pieces.add(plain(found[0]), found.index)
    at = found.index + found[0].length
  }
  pieces.add(original.slice(at), at)
  return pieces.done(original.length)
}
