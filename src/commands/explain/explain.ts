import { catalogue } from '../../signatures/catalogue.ts'
import { readPaste } from '../../signatures/paste/read-paste.ts'
import { providerNamed } from '../../signatures/providers.ts'
import type { WarmkeyContext } from '../context.ts'

export interface ExplainFlags {
  readonly provider?: string
}

/** `warmkey explain`: the card of a pasted error. Exit code 1 when none is known. */
export async function explain(this: WarmkeyContext, { provider }: ExplainFlags, ...words: string[]): Promise<void> {
  const said = provider === undefined ? undefined : providerNamed(provider, catalogue)
  const { root: card } = readPaste({ text: words.join(' '), status: null, headers: null, provider: said }, catalogue)
  this.process.exitCode = card === null ? 1 : 0
  this.process.stdout.write(
    card === null ? 'Unknown.\n' : `${card.title}\n${card.meaning}\n${card.remedy.join('\n')}\n`,
  )
}
