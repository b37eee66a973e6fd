/** Lines of at most `columns`, broken at blanks only, so that what can be typed stays whole; `hang` more before later ones. */
export function wrap(text: string, columns: number, indent: number, hang = 0): string[] {
  const lines: string[] = []
  let line = ' '.repeat(indent)
  let isEmpty = true
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = ' '.repeat(indent + hang) + word
    } else line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}
