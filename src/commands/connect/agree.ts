import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { askOnTerminal } from '../run/terminal.ts'

/** Asks on the terminal. Throws `usage` where nobody can be asked, and when the answer is no. */
export function agree(context: WarmkeyContext, yes: boolean, question: string): void {
  if (yes) return
  const answer = context.process.stdin.isTTY ? askOnTerminal(question, context.platform) : null
  if (answer === true) return
  throw answer === null
    ? new WarmkeyError('usage', 'There is no terminal to ask on, so nothing was changed.', {
        remedy: 'Say --yes to agree beforehand, or --dry-run to see the change only.',
        transient: false,
      })
    : new WarmkeyError('usage', 'Nothing was changed.', { transient: false })
}
