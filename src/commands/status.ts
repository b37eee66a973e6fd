import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { StatusFlags } from './status/status.ts'

const brief = 'Show what the daemon keeps: credentials, lives, renewals, failures'

export const status: WarmkeyCommand = {
  name: 'status',
  brief,
  command: buildCommand<StatusFlags, [], WarmkeyContext>({
    loader: async () => (await import('./status/status.ts')).status,
    parameters: {
      flags: {
        watch: { kind: 'boolean', default: false, brief: 'Show it again every second, until Ctrl-C' },
        json: { kind: 'boolean', default: false, brief: 'Print it as JSON (with --watch: one document a line)' },
      },
    },
    docs: {
      brief,
      fullDescription: helpText('Exit code 0 when all is well, 1 when something needs a person or nothing runs.', [
        ['warmkey status', 'once'],
        ['warmkey status --watch', 'and again, while you look'],
        ['warmkey status --json', 'for a program'],
      ]),
    },
  }),
}
