import { buildCommand } from '@stricli/core'
import { parseDurationMs } from '../duration.ts'
import { WarmkeyError } from '../errors.ts'
import { type CheckFlags, formats } from './check/formats.ts'
import { helpText, type WarmkeyCommand } from './command.ts'
import { profileNames } from './completion/profile-names.ts'
import type { WarmkeyContext } from './context.ts'

const brief = 'Check in seconds that a credential is alive, for CI and cron'

function duration(text: string): number {
  const ms = parseDurationMs(text)
  if (ms !== null) return ms
  throw new WarmkeyError('usage', `"${text}" is not a duration; write it like 30m or 2h.`, { transient: false })
}

export const check: WarmkeyCommand = {
  name: 'check',
  brief,
  command: buildCommand<CheckFlags, [], WarmkeyContext>({
    loader: async () => (await import('./check/check.ts')).check,
    parameters: {
      flags: {
        profile: {
          kind: 'parsed',
          parse: String,
          proposeCompletions: profileNames,
          optional: true,
          brief: 'A profile of the configuration instead of what Claude Code would use here',
        },
        minLife: {
          kind: 'parsed',
          parse: duration,
          optional: true,
          brief: 'Fail when it is known to end sooner, as in 30m',
          placeholder: 'duration',
        },
        model: {
          kind: 'parsed',
          parse: (name: string) => name,
          optional: true,
          brief: 'Fail when the endpoint does not serve it',
          placeholder: 'name',
        },
        all: { kind: 'boolean', optional: true, brief: 'Every profile of the configuration, a line each' },
        format: {
          kind: 'enum',
          values: formats,
          optional: true,
          brief: 'How to say it (default: github in GitHub Actions, else text)',
        },
        quiet: { kind: 'boolean', optional: true, brief: 'Say nothing when all holds' },
        spend: {
          kind: 'boolean',
          default: false,
          brief: 'Allow one message of one token, where an endpoint answers no free question',
        },
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        'Finds the credential that Claude Code would use here, asks the endpoint whether it takes it, and says so in one line.\nNothing that costs is sent without --spend. Needs no terminal, no HOME and no PATH, and ends by itself: a request is waited\nfor 4 s, a profile 35 s. Exit code 0 when all holds, 1 when something does not, 2 when it could not be told.',
        [
          ['warmkey check', 'alive and accepted?'],
          ['warmkey check --min-life 30m --model claude-sonnet-5', 'long enough, for this model?'],
          ['warmkey check --profile work', 'a profile of the configuration, by a request of its own'],
          ['warmkey check --all --quiet', 'for cron: every profile, and a word only when one does not work'],
          ['warmkey check --format github', 'as an annotation of GitHub Actions'],
          ['warmkey check --format junit > check.xml', 'as a test report'],
        ],
      ),
    },
  }),
}
