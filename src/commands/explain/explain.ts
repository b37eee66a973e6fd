import { catalogue } from '../../signatures/catalogue.ts'
import { matchSignatures } from '../../signatures/match.ts'
import type { WarmkeyContext } from '../context.ts'

// biome-ignore lint/complexity/noBannedTypes: it has none yet
export type ExplainFlags = {}

/** `warmkey explain`: the card of a pasted error. Exit code 1 when none is known. */
export async function explain(this: WarmkeyContext, _: ExplainFlags, ...words: string[]): Promise<void> {
  const card = matchSignatures({ status: null, headers: null, text: words.join(' ') }, catalogue)
  this.process.exitCode = card === null ? 1 : 0
  this.process.stdout.write(
    card === null ? 'Unknown.\n' : `${card.title}\n${card.meaning}\n${card.remedy.join('\n')}\n`,
  )
}
