/** A label and the gap behind it, as in `  failed      14:10, asked again`. */
const label = /^ {2}[a-z][a-z ]{0,11} {2,}(?=\S)/

/** Narrower than this, folding makes it worse. */
const leastColumns = 40

/**
 * A line as it fits on a terminal: broken at blanks only, what follows indented as far as the words above it. One word
 * that is too long, such as an address or a path, stays whole.
 */
export function folded(line: string, columns: number): string[] {
  if (line.length <= columns || columns < leastColumns) return [line]
  const first = label.exec(line)?.[0] ?? /^ */.exec(line)?.[0] ?? ''
  const indent = ' '.repeat(first.length)
  const lines: string[] = []
  let current = first
  for (const word of line.slice(first.length).split(' ')) {
    const isEmpty = current.trim() === '' || current === first
    if (!isEmpty && current.length + 1 + word.length > columns) {
      lines.push(current)
      current = indent + word
    } else current += isEmpty ? word : ` ${word}`
  }
  return [...lines, current]
}

/** The lines that fit on a screen of that many rows; the last says how many did not. */
export function atMost(lines: readonly string[], rows: number): readonly string[] {
  if (lines.length <= rows) return lines
  const shown = Math.max(0, rows - 1)
  return [...lines.slice(0, shown), `… ${lines.length - shown} more lines: warmkey status`]
}
