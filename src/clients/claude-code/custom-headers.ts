/** One `Name: value` a line; `dropped` are lines without a colon, which Claude Code leaves out in silence (measured). */
export function readCustomHeaders(text: string): {
  readonly headers: ReadonlyMap<string, string>
  readonly dropped: readonly number[]
} {
  const headers = new Map<string, string>()
  const dropped: number[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const colon = line.indexOf(':')
    if (line.trim() === '') continue
    if (colon < 1) dropped.push(index + 1)
    else headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return { headers, dropped }
}
