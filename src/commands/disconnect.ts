import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { DisconnectFlags } from './disconnect/disconnect.ts'

const brief = 'Put the settings back that connect has changed'

export const disconnect: WarmkeyCommand = {
  name: 'disconnect',
  brief,
  command: buildCommand<DisconnectFlags, [string?], WarmkeyContext>({
    loader: async () => (await import('./disconnect/disconnect.ts')).disconnect,
    parameters: {
      flags: {
        scope: {
          kind: 'enum',
          values: ['user', 'project', 'local'],
          optional: true,
          brief: 'Only settings of this scope (default: all that are connected)',
        },
        dryRun: { kind: 'boolean', default: false, brief: 'Show the change and write nothing' },
        yes: { kind: 'boolean', default: false, brief: 'Write without asking' },
        keepEdited: {
          kind: 'boolean',
          default: false,
          brief: 'Leave lines of warmkey that you have changed as they are now',
        },
        restore: {
          kind: 'boolean',
          default: false,
          brief: 'Put back every byte from before connect and drop what was changed since',
        },
        json: { kind: 'boolean', default: false, brief: 'Print the result as JSON' },
      },
      positional: {
        kind: 'tuple',
        parameters: [
          {
            placeholder: 'tool',
            brief: 'claude-code or opencode (default: every tool)',
            parse: String,
            optional: true,
          },
        ],
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        [
          'Gives back every byte where nothing else was changed, and takes out the lines of warmkey alone where something was.',
          'A line of warmkey that was changed is shown in its three versions (before, ours, now) and nothing is written.',
          'The local key that stood in the settings opens nothing from then on.',
        ].join('\n'),
        [
          ['warmkey disconnect', 'everything that is connected'],
          ['warmkey disconnect claude-code --dry-run', 'show only'],
          ['warmkey disconnect claude-code --restore --yes', 'the file as it was, whatever has changed since'],
        ],
      ),
    },
  }),
}
