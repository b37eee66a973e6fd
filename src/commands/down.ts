import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { DownFlags } from './down/down.ts'

const brief = 'End the daemon of this user'

export const down: WarmkeyCommand = {
  name: 'down',
  brief,
  command: buildCommand<DownFlags, [], WarmkeyContext>({
    loader: async () => (await import('./down/down.ts')).down,
    parameters: {
      flags: {
        uninstall: { kind: 'boolean', default: false, brief: 'And take away the service that `up --install` made' },
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        'The port is free at once; answers that still run are finished. Local keys stay good for the next start.',
        [
          ['warmkey down', 'end it'],
          ['warmkey down --uninstall', 'and do not start it after the next login'],
        ],
      ),
    },
  }),
}
