/**
 * Breaks a text at blanks into lines of at most `width` characters; a word that is longer stands alone. Later lines begin
 * with `indent`, which counts.
 */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const start = lines.length === 0 ? '' : indent
    if (line === '') line = `${start}${word}`
    else if (line.length + 1 + word.length <= width) line += ` ${word}`
    else {
      lines.push(line)
      line = `${indent}${word}`
    }
  }
  if (line !== '') lines.push(line)
  return lines
}
