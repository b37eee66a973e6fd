import pc from 'picocolors'
import type { WarmkeyContext } from '../context.ts'
import { factsOf, type Outcome, type Row, saidOutcome, type Way } from './row.ts'

/** Where the demo shows itself. Nothing is ever redrawn but the one live line, and that on a terminal alone. */
export interface Screen {
  /** `1  The official SDK …`, with a line of small print below. */
  act(number: number, title: string, about: string): void
  scene(title: string): void
  row(row: Row): void
  /** Small talk between the rows; an empty one parts. */
  line(text: string): void
  /** What a person may type, on a line of its own. */
  command(text: string): void
  /** Shows what is under way, in place; the next thing that is printed takes its place. */
  live(text: string): void
}

/** For `--json`: small talk (a download and its size) goes to stderr, the rest is left to the report. */
export const quietScreen = (stderr: { write(text: string): void }): Screen => ({
  act() {},
  scene() {},
  row() {},
  line: (text) => text === '' || stderr.write(`${text}\n`),
  command() {},
  live() {},
})

type Colours = ReturnType<typeof pc.createColors>

/** How much is known of the terminal. */
export interface Look {
  /** Columns to write in, 60 to 90. */
  readonly width: number
  readonly colours: Colours
  /** Whether characters beyond ASCII can be shown. */
  readonly unicode: boolean
}

const margin = '   '
const labels: Readonly<Record<Way, string>> = {
  static: 'without, fixed key',
  helper: 'without, apiKeyHelper',
  warmkey: 'with warmkey',
}
const labelWidth = 23
const outcomeWidth = 15
const timeWidth = 8

const marks: Readonly<Record<Outcome, readonly [unicode: string, ascii: string]>> = {
  answered: ['✓', '+'],
  failed: ['✗', 'x'],
  refused: ['■', '#'],
  trying: ['…', '~'],
}

/** The lines of one row: outcome and time, then what was on the screen, then what is known from elsewhere. */
export function rowLines(row: Row, { width, colours, unicode }: Look): string[] {
  const paint = { answered: colours.green, failed: colours.red, refused: colours.yellow, trying: colours.red }[
    row.outcome
  ]
  const mark = marks[row.outcome][unicode ? 0 : 1]
  const label = labels[row.way].padEnd(labelWidth)
  const outcome = saidOutcome[row.outcome].padEnd(outcomeWidth - 2)
  const facts = factsOf(row)
  const time = sayMs(row.elapsedMs).padStart(timeWidth)
  const gap = width - margin.length - labelWidth - outcomeWidth - facts.length - timeWidth
  const shownLabel = row.way === 'warmkey' ? colours.bold(label) : label
  const lines = [`${margin}${shownLabel}${paint(`${mark} ${outcome}`)}${facts}${' '.repeat(Math.max(1, gap))}${time}`]
  const indent = `${margin}  `
  const below = (text: string) => wrap(text, width - indent.length).map((line) => `${indent}${colours.dim(line)}`)
  if (row.words !== null && row.words !== '') lines.push(...below(`“${row.words}”`))
  if (row.note !== null) lines.push(...below(row.note))
  if (row.surprise !== null) lines.push(`${indent}${colours.red(`! not as it should be: ${row.surprise}`)}`)
  return unicode ? lines : lines.map(plain)
}

const plain = (text: string): string => text.replace(/[“”]/g, '"').replaceAll('…', '...')

/** `12 ms`, `1.07 s`, `12.3 s`: three digits, as far as they mean something. */
export function sayMs(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`
  return `${(ms / 1000).toFixed(ms < 9_995 ? 2 : 1)} s`
}

/** Breaks at blanks; a word that is longer than the line stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Whether the terminal shows UTF-8, by the variables that say so (https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html). */
function showsUnicode({ env, platform }: Pick<WarmkeyContext, 'env' | 'platform'>): boolean {
  if (platform === 'win32') return env.WT_SESSION !== undefined || env.TERM_PROGRAM !== undefined
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '')
  return platform === 'darwin' || /utf-?8/i.test(locale ?? '')
}

/** The screen of this process: standard output, coloured only where a person looks and did not say NO_COLOR. */
export function openScreen(context: Pick<WarmkeyContext, 'process' | 'env' | 'platform'>): Screen {
  const {
    env,
    process: { stdout },
  } = context
  const person = stdout.isTTY && env.TERM !== 'dumb'
  const look: Look = {
    width: stdout.isTTY ? Math.min(90, Math.max(60, stdout.columns)) : 80,
    colours: pc.createColors(person && (env.NO_COLOR ?? '') === ''),
    unicode: showsUnicode(context),
  }
  const { colours, width } = look
  let shown = false
  const clear = () => {
    if (shown) stdout.write('\r\x1b[2K')
    shown = false
  }
  const print = (lines: readonly string[]) => {
    clear()
    stdout.write(lines.map((line) => `${look.unicode ? line : plain(line)}\n`).join(''))
  }
  return {
    act: (number, title, about) =>
      print([
        '',
        ...wrap(title, width - 3).map(
          (line, n) => `${n === 0 ? `${colours.cyan(String(number))}  ` : margin}${colours.bold(line)}`,
        ),
        ...wrap(about, width - margin.length).map((line) => `${margin}${colours.dim(line)}`),
      ]),
    scene: (title) => print(['', ...wrap(title, width - margin.length).map((line) => `${margin}${line}`)]),
    row: (row) => print(rowLines(row, look)),
    line: (text) => print(text === '' ? [''] : wrap(text, width - margin.length).map((line) => `${margin}${line}`)),
    command: (text) => print([`${margin}${margin}${colours.bold(text)}`]),
    live(text) {
      if (!person) return
      clear()
      shown = true
      // Kept on one line: a wrapped one could not be taken back.
      stdout.write(
        `${margin}${colours.dim(`${look.unicode ? text : plain(text)}`.slice(0, Math.min(width, stdout.columns) - margin.length - 1))}`,
      )
    },
  }
}
