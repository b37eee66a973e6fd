/** One line of a comparison: in both texts, only in the old one, only in the new one. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Beyond this many changed lines the rest is shown as removed and added as a whole. */
const mostChanges = 400

/** The shortest way from one text to the other, line by line. Source: Myers, https://doi.org/10.1007/BF01840446 */
export function diffLines(before: string, after: string): DiffLine[] {
  const old = linesOf(before)
  const now = linesOf(after)
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const same = (text: string): DiffLine => ({ kind: 'same', text })
  return [
    ...old.slice(0, start).map(same),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map(same),
  ]
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/))

function middle(old: readonly string[], now: readonly string[]): DiffLine[] {
  const furthest = new Map<number, number>([[1, 0]])
  const steps: Map<number, number>[] = []
  const most = Math.min(old.length + now.length, mostChanges)
  for (let changes = 0; changes <= most; changes++) {
    steps.push(new Map(furthest))
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const down = furthest.get(diagonal + 1) ?? -1
      const right = (furthest.get(diagonal - 1) ?? -1) + 1
      let x = diagonal === -changes || (diagonal !== changes && right <= down) ? down : right
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++
      furthest.set(diagonal, x)
      if (x >= old.length && x - diagonal >= now.length) return walkBack(old, now, steps)
    }
  }
  return [
    ...old.map((text): DiffLine => ({ kind: 'removed', text })),
    ...now.map((text): DiffLine => ({ kind: 'added', text })),
  ]
}

function walkBack(old: readonly string[], now: readonly string[], steps: readonly Map<number, number>[]): DiffLine[] {
  const lines: DiffLine[] = []
  let x = old.length
  let y = now.length
  for (let changes = steps.length - 1; changes >= 0; changes--) {
    const furthest = steps[changes] ?? new Map<number, number>()
    const diagonal = x - y
    const down = furthest.get(diagonal + 1) ?? -1
    const right = (furthest.get(diagonal - 1) ?? -1) + 1
    const isDown = diagonal === -changes || (diagonal !== changes && right <= down)
    const fromX = isDown ? down : right - 1
    const fromY = fromX - (isDown ? diagonal + 1 : diagonal - 1)
    while (x > (isDown ? fromX : fromX + 1) && y > (isDown ? fromY + 1 : fromY)) {
      x--
      y--
      lines.push({ kind: 'same', text: old[x] ?? '' })
    }
    if (changes === 0) break
    if (isDown) lines.push({ kind: 'added', text: now[--y] ?? '' })
    else lines.push({ kind: 'removed', text: old[--x] ?? '' })
  }
  return lines.reverse()
}

/** The changed lines with up to `around` unchanged ones on both sides, as `diff -u` prints them; `…` where lines are left out. */
export function changedLines(lines: readonly DiffLine[], around = 2): DiffLine[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== 'same'),
  )
  return lines.flatMap((line, index): DiffLine[] => {
    if (near[index]) return [line]
    return index > 0 && near[index - 1] && near.indexOf(true, index) !== -1 ? [{ kind: 'same', text: '…' }] : []
  })
}
