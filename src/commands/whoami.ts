import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import { profileNames } from './completion/profile-names.ts'
import type { WarmkeyContext } from './context.ts'
import type { WhoamiFlags } from './whoami/whoami.ts'

const brief = 'Say whose credential Claude Code uses here, as the endpoint itself names it'

export const whoami: WarmkeyCommand = {
  name: 'whoami',
  brief,
  command: buildCommand<WhoamiFlags, [], WarmkeyContext>({
    loader: async () => (await import('./whoami/whoami.ts')).whoami,
    parameters: {
      flags: {
        profile: {
          kind: 'parsed',
          parse: String,
          proposeCompletions: profileNames,
          optional: true,
          brief: 'A profile of the configuration instead of what Claude Code uses here',
        },
        all: { kind: 'boolean', default: false, brief: 'Every profile of the configuration, one after the other' },
        json: { kind: 'boolean', default: false, brief: 'Print it as JSON' },
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        'Names the credential that wins, where it is set, what it hides, and asks the endpoint once (a free request) for\norganisation, workspace and models. A subscription login is only looked at, never sent. Exit code 0 when it is taken,\n1 when it is refused or there is none.',
        [
          ['warmkey whoami', 'here, in this directory and shell'],
          ['warmkey whoami --profile work', 'a profile of the configuration, by a request of its own'],
          ['warmkey whoami --all', 'every profile'],
          ['warmkey whoami --json', 'for a program'],
        ],
      ),
    },
  }),
}
