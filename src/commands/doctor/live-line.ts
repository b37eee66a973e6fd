import type { Clock } from '../../clock.ts'

/** The line at the bottom of a terminal that says what is still being looked at. */
export interface LiveLine {
  started(check: { readonly id: string; readonly title: string }): void
  ended(check: string): void
  /** Takes the line away. Nothing is drawn from then on. */
  erase(): void
}

/** What is done sooner never appears. */
const quietMs = 300
/** A second changes on the screen within this time. */
const everyMs = 250

/** Draws on `write`, a terminal of so many columns; the line is never longer than one row. */
export function createLiveLine(write: (text: string) => void, columns: number, clock: Clock): LiveLine {
  const startedMs = clock.monotonicMs()
  const open = new Map<string, string>()
  let over = false
  let drawn = false
  let callOff: () => void = () => {}
  const draw = () => {
    callOff = clock.after(everyMs, draw)
    const titles = [...open.values()]
    if (titles.length === 0) return
    const seconds = `${Math.floor((clock.monotonicMs() - startedMs) / 1000)} s`
    drawn = true
    write(`\r\u001b[K${cut(`${seconds}  still looking: ${titles.map(lower).join(', ')}`, columns - 1)}`)
  }
  callOff = clock.after(quietMs, draw)
  return {
    started({ id, title }) {
      if (!over) open.set(id, title)
    },
    ended(check) {
      open.delete(check)
    },
    erase() {
      over = true
      callOff()
      if (drawn) write('\r\u001b[K')
    },
  }
}

/** A title inside of a sentence; what is a name stays as it is. */
const lower = (title: string): string => title.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())

const cut = (text: string, columns: number): string =>
  text.length > columns ? `${text.slice(0, Math.max(0, columns - 1))}…` : text
