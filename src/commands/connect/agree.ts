import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { askOnTerminal } from '../run/terminal.ts'

/**
 * Shows what it is about and asks, both on the terminal itself: while somebody is waited for, nothing that was written to
 * stdout would come out. Throws `usage` where nobody can be asked, and when the answer is no.
 */
export function agree(context: WarmkeyContext, shown: string, question: string): void {
  const answer = context.process.stdin.isTTY ? askOnTerminal(shown + question, context.platform) : null
  if (answer === true) return
  throw answer === null
    ? new WarmkeyError('usage', 'There is no terminal to ask on, so nothing was changed.', {
        remedy: 'Say --yes to agree beforehand, or --dry-run to see the change only.',
        transient: false,
      })
    : new WarmkeyError('usage', 'Nothing was changed.', { transient: false })
}
