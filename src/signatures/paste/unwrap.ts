import { createPieces, type Derived } from './offsets.ts'

/** Widths at which terminals break lines. */
const width = { least: 40, most: 400 }
/** A log that long was not copied from a screen. */
const longest = 65_536

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours take no room on a screen
const colour = /\u001b\[[0-9;?]{0,30}[A-Za-z]/g

/**
 * The text without the line breaks of a terminal that was too narrow for it: those behind lines that are exactly as long
 * as the longest one. `null` where no line can have been broken so. A line may be that long by chance, so this is a second
 * reading and not the first.
 */
export function unwrap(text: string): Derived | null {
  if (text.length > longest || !text.includes('\n')) return null
  const lines = text.split('\n')
  const lengths = lines.map((line) => line.replace(colour, '').replace(/\r$/, '').length)
  const columns = Math.max(...lengths)
  if (columns < width.least || columns > width.most) return null
  const pieces = createPieces()
  let at = 0
  let joined = 0
  for (const [place, line] of lines.entries()) {
    const next = lines[place + 1]
    const broken = lengths[place] === columns && next !== undefined && next.trim() !== ''
    if (broken) joined++
    pieces.add(broken ? line.replace(/\r$/, '') : `${line}${next === undefined ? '' : '\n'}`, at)
    at += line.length + 1
  }
  return joined === 0 ? null : pieces.done(text.length)
}
