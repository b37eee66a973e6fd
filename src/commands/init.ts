import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { InitFlags } from './init/init.ts'
import { writeFlags } from './profile/flags.ts'

const brief = 'Find the credential that is here already, try it, and write its profile'

export const init: WarmkeyCommand = {
  name: 'init',
  brief,
  command: buildCommand<InitFlags, [], WarmkeyContext>({
    loader: async () => (await import('./init/init.ts')).init,
    parameters: {
      flags: {
        try: {
          kind: 'boolean',
          default: true,
          brief: 'Try it with a real request that costs nothing before it is written',
        },
        dryRun: writeFlags.dryRun,
        yes: { kind: 'boolean', default: false, brief: 'Take the first that is whole, and write without asking' },
        json: { kind: 'boolean', default: false, brief: 'List what was found as JSON; with --yes, the result' },
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        [
          'Looks for what Claude Code signs in with, keys in the environment, AWS profiles and a Vault: names and places, never',
          'values. Asks what cannot be known, sends one request that costs nothing through a gateway of its own, and adds a',
          'profile to your configuration, with a comment that says where it came from.',
        ].join('\n'),
        [
          ['warmkey init', 'on a terminal'],
          ['warmkey init --json', 'what is there, and nothing is changed'],
          ['warmkey init --yes', 'for scripts'],
        ],
      ),
    },
  }),
}
