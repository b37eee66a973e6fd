/**
 * The words of which at least one must stand in every text that a pattern matches, lower case; `null` where there are
 * none. With them a log is searched for all patterns at once without running any of them over it.
 */
export function literalsOf(pattern: RegExp): readonly string[] | null {
  const read = readBranches(pattern.source, 0)
  return read.words
}

/** Shorter words stand everywhere and tell nothing. */
const shortest = 3

interface Branches {
  readonly words: readonly string[] | null
  readonly end: number
}

/** Reads alternatives up to the closing bracket or the end; each must have its word for the whole to have any. */
function readBranches(source: string, start: number): Branches {
  const all: (readonly string[] | null)[] = []
  let at = start
  for (;;) {
    const branch = readBranch(source, at)
    all.push(branch.words)
    at = branch.end
    if (source[at] !== '|') break
    at++
  }
  const words = all.every((each) => each !== null) ? [...new Set(all.flatMap((each) => each ?? []))] : null
  return { words, end: at }
}

const lengthOf = (words: readonly string[]): number => Math.min(...words.map((word) => word.length))

function readBranch(source: string, start: number): Branches {
  let best: readonly string[] | null = null
  let run = ''
  let at = start
  const offer = (words: readonly string[] | null) => {
    if (words === null || lengthOf(words) < shortest) return
    if (best === null || lengthOf(words) > lengthOf(best)) best = words
  }
  const breakRun = () => {
    offer(run === '' ? null : [run.toLowerCase()])
    run = ''
  }
  while (at < source.length && source[at] !== '|' && source[at] !== ')') {
    const character = source[at] ?? ''
    if (character === '(') {
      breakRun()
      const look = /^\(\?(?:=|!|<=|<!)/.exec(source.slice(at, at + 4))?.[0]
      const open = look ?? /^\(\?(?::|<\w{1,40}>)|^\(/.exec(source.slice(at, at + 50))?.[0] ?? '('
      const group = readBranches(source, at + open.length)
      at = group.end + 1
      const quantifier = quantifierAt(source, at)
      at += quantifier.length
      if (look === undefined && !quantifier.optional) offer(group.words)
      continue
    }
    let literal: string | null = null
    if (character === '[') {
      at = classEnd(source, at)
    } else if (character === '\\') {
      // The transpiler writes what is not ASCII as its code.
      const code = /^\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(source.slice(at, at + 6))
      const next = source[at + 1] ?? ''
      if (code !== null) literal = String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '', 16))
      else literal = /[a-zA-Z0-9]/.test(next) ? null : next
      at += code?.[0].length ?? 2
    } else {
      literal = '.^$'.includes(character) ? null : character
      at++
    }
    const quantifier = quantifierAt(source, at)
    at += quantifier.length
    // Whoever quotes a text may put a backslash before these.
    if (literal !== null && /["'`\\/]/.test(literal)) literal = null
    if (literal === null || quantifier.length > 0) {
      if (literal !== null && !quantifier.optional) run += literal
      breakRun()
    } else run += literal
  }
  breakRun()
  return { words: best, end: at }
}

function classEnd(source: string, start: number): number {
  let at = start + 1
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1
  return at + 1
}

function quantifierAt(source: string, at: number): { readonly length: number; readonly optional: boolean } {
  const found = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at, at + 20))?.[0]
  if (found === undefined) return { length: 0, optional: false }
  return { length: found.length, optional: /^(?:[?*]|\{0)/.test(found) }
}
