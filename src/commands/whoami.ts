import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { WhoamiFlags } from './whoami/whoami.ts'

const brief = 'Say whose credential Claude Code uses here, as the endpoint itself names it'

export const whoami: WarmkeyCommand = {
  name: 'whoami',
  brief,
  command: buildCommand<WhoamiFlags, [], WarmkeyContext>({
    loader: async () => (await import('./whoami/whoami.ts')).whoami,
    parameters: {
      flags: { json: { kind: 'boolean', default: false, brief: 'Print it as JSON' } },
    },
    docs: {
      brief,
      fullDescription: helpText(
        'Names the credential that wins, where it is set, what it hides, and asks the endpoint once (a free request) for\norganisation, workspace and models. A subscription login is only looked at, never sent. Exit code 0 when it is taken,\n1 when it is refused or there is none.',
        [
          ['warmkey whoami', 'here, in this directory and shell'],
          ['warmkey whoami --json', 'for a program'],
        ],
      ),
    },
  }),
}
