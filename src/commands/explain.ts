import { buildCommand } from '@stricli/core'
import { providerNames } from '../signatures/providers.ts'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { ExplainFlags } from './explain/explain.ts'

const brief = 'Say what an error means, and what to do about it'

export const explain: WarmkeyCommand = {
  name: 'explain',
  brief,
  command: buildCommand<ExplainFlags, string[], WarmkeyContext>({
    loader: async () => (await import('./explain/explain.ts')).explain,
    parameters: {
      flags: {
        provider: {
          kind: 'parsed',
          parse: String,
          optional: true,
          placeholder: 'name',
          brief: `Who said it (${providerNames}, …)`,
        },
      },
      positional: {
        kind: 'array',
        parameter: { brief: 'The error as it was printed', placeholder: 'text', parse: String },
      },
    },
    docs: {
      brief,
      fullDescription: helpText('Exit code 0 when it is known, 1 when it is not, 2 when there is nothing to explain.', [
        ["warmkey explain 'API Error: 403 Invalid Token'", 'what that means'],
      ]),
    },
  }),
}
