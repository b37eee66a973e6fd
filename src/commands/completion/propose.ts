import { type Application, proposeCompletions } from '@stricli/core'
import type { WarmkeyContext } from '../context.ts'

/**
 * What could stand in the place of the last of these words, one line each: the word, a tab, what it means. Nothing where
 * the shell should offer its files. Never throws: a shell shows what a completion says in the middle of a line.
 */
export async function propose(
  program: Application<WarmkeyContext>,
  words: readonly string[],
  context: WarmkeyContext,
): Promise<void> {
  // Behind -- stands the command line of another program.
  if (words.slice(0, -1).includes('--')) return
  try {
    const found = await proposeCompletions(program, words, context)
    const lines = found.map(({ completion, brief }) => `${completion}\t${brief.replace(/\s+/g, ' ')}\n`)
    context.process.stdout.write(lines.join(''))
  } catch {
    context.process.exitCode = 0
  }
}
