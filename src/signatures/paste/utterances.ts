/** Where in a line another program may have begun to quote the one before it. */
const openings = /: |[:=] ?["']|["'(>]| [-\u2013\u2014|\u00b7] |\] |\b[45]\d\d (?=["'{A-Za-z])/g
/** Where it may have ended. */
const endings = / [\u2013\u2014\u00b7|-] | \(|["'`<]|, |; | \[|, "|\)/g

const most = { openings: 12, endings: 4, lines: 60 }

/**
 * What may be a whole message within these lines, for patterns that ask for the beginning or the end of one: "API Error:
 * 403 Invalid Token (attempt 1/10)" holds "Invalid Token". Bounded in number, whatever the text.
 */
export function utterances(text: string): readonly string[] {
  const found = new Set<string>()
  for (const line of text.split('\n', most.lines)) {
    const head = line.slice(0, 1_000)
    const starts = [0]
    for (const opening of head.matchAll(openings)) {
      if (starts.length > most.openings) break
      starts.push(opening.index + opening[0].length)
    }
    for (const start of starts) {
      const rest = head.slice(start).replace(/^[\s\u00b7|:\u2013\u2014-]{1,8}/, '')
      found.add(rest.trimEnd())
      let count = 0
      for (const ending of rest.matchAll(endings)) {
        if (ending.index > 0) found.add(rest.slice(0, ending.index).trimEnd())
        if (++count >= most.endings) break
      }
    }
  }
  found.delete('')
  return [...found]
}
