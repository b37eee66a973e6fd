/** Narrower than this a hanging indent leaves no room for words. */
const leastWords = 24

/** A term, the gap behind it, and what is said of it: `  -h  --help  Print it`, `  warmkey demo  see it work`. */
const row = /^( +(?:-\w +)?(?! )\S(?:.*?\S)?)( {2,})(\S.*)$/

/** Whether a text is the help of a command. */
export const isHelp = (text: string): boolean => text.startsWith('USAGE\n')

/**
 * The help of a command as it fits on a terminal: no line longer than `columns`, broken at blanks only, columns kept
 * where they fit. What is no help, and a terminal that is wide enough, is left as it is.
 */
export function helpScreen(text: string, columns: number): string {
  if (!isHelp(text) || text.split('\n').every((line) => line.length <= columns)) return text
  return text
    .split('\n\n')
    .map((block) => foldBlock(block.split('\n'), columns).join('\n'))
    .join('\n\n')
}

function foldBlock(lines: readonly string[], columns: number): string[] {
  if (lines.every((line) => line.length <= columns)) return [...lines]
  const [title = '', ...rest] = lines
  if (title === 'USAGE')
    return [title, ...rest.flatMap((line) => fill('  ', '      ', usageParts(line.trim()), columns))]
  if (/^[A-Z]+$/.test(title)) return [title, ...foldRows(rest, columns)]
  return lines.some((line) => line.startsWith(' '))
    ? foldRows(lines, columns)
    : fill('', '', words(lines.join(' ')), columns)
}

/** Rows of a table; where its first column takes too much, what is said of each goes below it. */
function foldRows(lines: readonly string[], columns: number): string[] {
  const hang = Math.max(0, ...lines.map((line) => (row.exec(line)?.slice(1, 3).join('') ?? '').length))
  return lines.flatMap((line) => {
    const [, term = '', gap = '', said = ''] = row.exec(line) ?? []
    if (term === '') return line.length > columns ? fill('  ', '    ', words(line), columns) : [line]
    const what = words(said.replace(/ *\[default = false\]/, ''))
    if (columns - hang >= leastWords) return fill(term + gap, ' '.repeat(hang), what, columns)
    return [term, ...fill('      ', '      ', what, columns)]
  })
}

const words = (text: string): string[] => text.split(/ +/).filter((word) => word !== '')

/** A usage line, broken between its parts and never inside one. */
const usageParts = (text: string): string[] => text.match(/\[[^\]]*\]\S*|<[^>]*>\S*|\S+/g) ?? []

/** Parts in lines of at most `columns`; one that is longer has a line of its own. */
function fill(first: string, next: string, parts: readonly string[], columns: number): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const part of parts) {
    if (!isEmpty && line.length + 1 + part.length > columns) {
      lines.push(line)
      line = next
      isEmpty = true
    }
    line += isEmpty ? part : ` ${part}`
    isEmpty = false
  }
  return [...lines, line]
}
