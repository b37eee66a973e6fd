import pc from 'picocolors'
import type { Ladder } from '../../clients/claude-code/ladder.ts'
import { everyRung, type LadderPlace, ladderPlaces, unsetRungs } from '../../clients/claude-code/ladder-words.ts'
import { wrap } from './wrap.ts'

export interface LadderLook {
  readonly columns: number
  readonly colour: boolean
  /** Every rung, set or not. */
  readonly verbose: boolean
  /** What stands in for the home directory; empty for nothing. */
  readonly home: string
}

const indent = 5

/** Which credential wins, and why: the strongest first, the winner marked, a place a line where it fits. */
export function ladderLines(ladder: Ladder, { columns, colour, verbose, home }: LadderLook): string[] {
  const paint = pc.createColors(colour)
  const places = ladderPlaces(ladder)
  const shorten = (text: string): string => (home.length > 1 ? text.replaceAll(`${home}/`, '~/') : text)
  const shown = ({ rung, place, words, winner, state }: LadderPlace): string[] => {
    const mark = winner ? '=>' : state === 'beside' ? '+' : ' '
    const [head = '', ...rest] = wrap(shorten(`${rung} of ${place}: ${words}`), columns, indent, 2)
    const lines = [`  ${mark.padEnd(2)} ${head.trimStart()}`, ...rest]
    return winner ? lines.map(paint.bold) : state === 'beside' ? lines : lines.map(paint.dim)
  }
  const unset = new Set(unsetRungs(ladder))
  const missing = (until: number): string[] =>
    everyRung
      .slice(0, until)
      .filter(([name]) => unset.delete(name))
      .flatMap(([name, , what]) => wrap(`${name}: not set (${what})`, columns, indent).map(paint.dim))
  if (verbose)
    return [
      ...ladder.rungs.flatMap(({ name }) => [
        ...missing(everyRung.findIndex(([each]) => each === name)),
        ...places.filter(({ rung }) => rung === name).flatMap(shown),
      ]),
      ...missing(everyRung.length),
    ]
  const none = places.length === 0 ? ['     Nothing is set that signs Claude Code in.'] : []
  const more = `${unset.size} other ways of signing in are not set; --verbose names them.`
  return [...none, ...places.flatMap(shown), ...wrap(more, columns, indent).map(paint.dim)]
}

/**
 * What holds beside the ladder, as whole sentences: `newest` is the same as the newest known version reads it, where the
 * installed one is known.
 */
export function ladderNotes(
  { winner, rungs }: Ladder,
  { version, newest, verbose }: { readonly version: string | null; readonly newest: Ladder; readonly verbose: boolean },
): string[] {
  const notes: string[] = []
  const other = newest.winner?.rung.name
  if (version !== null && other !== winner?.rung.name)
    notes.push(`This is how Claude Code ${version} reads it; newer ones take ${other ?? 'nothing of it'}.`)
  const hidden = rungs.some(({ holdings }) =>
    holdings.some(({ origin, state }) => origin.scope === 'shell' && state === 'hidden'),
  )
  if (hidden) notes.push('Settings go before the shell here, whatever pages on the web say of environment variables.')
  if (!verbose) return notes
  if (version === null || other === winner?.rung.name)
    notes.push(
      version === null
        ? 'Which Claude Code is installed is not known; this is how 2.1.330 reads it.'
        : `This is how Claude Code ${version} reads it.`,
    )
  const keys = new Set(['token', 'api-key', 'helper'])
  if (rungs.some(({ kind }) => keys.has(kind)))
    notes.push(
      'Claude Desktop and cloud sessions take neither ANTHROPIC_AUTH_TOKEN nor ANTHROPIC_API_KEY nor apiKeyHelper.',
    )
  return notes
}
