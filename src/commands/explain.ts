import { buildCommand } from '@stricli/core'
import { providerNames } from '../signatures/providers.ts'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { ExplainFlags } from './explain/explain.ts'
import { readClientFlag, readHeader, readStatus } from './explain/flags.ts'

const brief = 'Say what an error means, and what to do about it'
const text = String

export const explain: WarmkeyCommand = {
  name: 'explain',
  brief,
  command: buildCommand<ExplainFlags, string[], WarmkeyContext>({
    loader: async () => (await import('./explain/explain.ts')).explain,
    parameters: {
      flags: {
        status: {
          kind: 'parsed',
          parse: readStatus,
          optional: true,
          placeholder: 'n',
          brief: 'HTTP status it came with',
        },
        header: {
          kind: 'parsed',
          parse: readHeader,
          optional: true,
          variadic: true,
          placeholder: "'k: v'",
          brief: 'Header it came with; may be repeated',
        },
        provider: {
          kind: 'parsed',
          parse: text,
          optional: true,
          placeholder: 'name',
          brief: `Who said it: ${providerNames}, or another`,
        },
        client: {
          kind: 'parsed',
          parse: readClientFlag,
          optional: true,
          placeholder: 'name@version',
          brief: 'Which client showed it, such as claude-code@2.1.329',
        },
        last: { kind: 'boolean', default: false, brief: 'The last request that failed in the daemon or in a run' },
        exchange: {
          kind: 'parsed',
          parse: text,
          optional: true,
          placeholder: 'id',
          brief: 'The request with this x-warmkey-exchange',
        },
        learn: {
          kind: 'boolean',
          default: false,
          brief: 'Make a rule of it in your configuration: shows what it will hold for, and asks',
        },
        as: {
          kind: 'enum',
          values: ['renew', 'deny'],
          optional: true,
          brief: 'With --learn: whether another credential would help (renewOn) or not (denyOn)',
        },
        profile: {
          kind: 'parsed',
          parse: text,
          optional: true,
          placeholder: 'name',
          brief: 'With --learn: the profile that learns it',
        },
        yes: { kind: 'boolean', default: false, brief: 'With --learn: agree beforehand' },
        dryRun: { kind: 'boolean', default: false, brief: 'With --learn: show the change and write nothing' },
        full: { kind: 'boolean', default: false, brief: 'Everything that is known: why, checks, how to prevent it' },
        open: { kind: 'boolean', default: false, brief: 'Open it as a page; prints its path where no browser is' },
        json: { kind: 'boolean', default: false, brief: 'Print what was found as JSON' },
      },
      positional: {
        kind: 'array',
        parameter: {
          brief: 'The error as it was printed; else it is read from stdin',
          placeholder: 'text',
          parse: text,
        },
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        'Takes an error as people paste it: with colours, log prefixes, escapes, cut off, several at once. Exit code 0 when it is known, 1 when it is not, 2 when there is nothing to explain.',
        [
          ["warmkey explain 'API Error: 403 Invalid Token'", 'what that means'],
          ['tail -n 200 app.log | warmkey explain', 'every known failure in a log, the root first'],
          ["warmkey explain --status 403 --header 'server: envoy' ''", 'an answer without a word'],
          ["warmkey explain --provider azure 'Signature expired'", 'the same words mean another thing elsewhere'],
          ['warmkey explain --last --learn', 'teach the profile the words of its own proxy'],
          ['warmkey explain --last --full', 'the last request that failed, with all that is known'],
        ],
      ),
    },
  }),
}
