import { createColors } from 'picocolors'
import type { Conflict } from '../../clients/settings/json-undo.ts'
import type { WarmkeyContext } from '../context.ts'
import { changedLines, diffLines } from './line-diff.ts'
import { shownText, shownValue } from './shown-text.ts'

type Colors = ReturnType<typeof createColors>

/** Colours on a terminal, unless NO_COLOR is set (https://no-color.org); signs carry the meaning anyway. */
export const colorsOf = (context: Pick<WarmkeyContext, 'process' | 'env'>, plain = false): Colors =>
  createColors(
    !plain && context.process.stdout.isTTY && (context.env.NO_COLOR ?? '') === '' && context.env.TERM !== 'dumb',
  )

/** What changes in a settings file, credentials hidden by `shown`; `null` where there is no file on that side. */
export function diffText(
  file: string,
  before: string | null,
  after: string | null,
  colors: Colors,
  shown: (text: string) => string = shownText,
): string {
  const lines = changedLines(diffLines(shown(before ?? ''), shown(after ?? '')))
  const head = before === null ? `${file} (new)` : after === null ? `${file} (removed)` : file
  const body = lines.map(({ kind, text }) => {
    if (kind === 'added') return colors.green(`+ ${text}`)
    return kind === 'removed' ? colors.red(`- ${text}`) : colors.dim(`  ${text}`)
  })
  return `${[colors.bold(head), ...body].join('\n')}\n`
}

/** Lines that are neither as we wrote them nor as they were, with all three versions. */
export function conflictText(file: string, conflicts: readonly Conflict[]): string {
  const lines = conflicts.flatMap(({ path, before, wrote, now }) => [
    `${path.join('.')} in ${file}`,
    `  before connect   ${shownValue(path, before)}`,
    `  warmkey wrote    ${shownValue(path, wrote)}`,
    `  now              ${shownValue(path, now)}`,
  ])
  return `${lines.join('\n')}\n`
}

/** A heading with its sentences; nothing where there are none. */
export const listText = (heading: string, sentences: readonly string[], colors: Colors): string =>
  sentences.length === 0 ? '' : `${colors.bold(heading)}\n${sentences.map((text) => `  - ${text}`).join('\n')}\n`
