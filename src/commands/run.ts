import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import { profileNames } from './completion/profile-names.ts'
import type { WarmkeyContext } from './context.ts'
import type { RunFlags } from './run/command.ts'

const brief = 'Start a tool with a key that stays warm, nothing to configure'

export const run: WarmkeyCommand = {
  name: 'run',
  brief,
  command: buildCommand<RunFlags, string[], WarmkeyContext>({
    loader: async () => (await import('./run/command.ts')).runCommand,
    parameters: {
      flags: {
        profile: {
          kind: 'parsed',
          parse: String,
          proposeCompletions: profileNames,
          optional: true,
          brief: 'Profile of the configuration (default: its default one, or else what the tool itself would use)',
        },
        trustProject: {
          kind: 'boolean',
          default: false,
          brief: 'Approve the apiKeyHelper and ANTHROPIC_BASE_URL that this project brings, from here on',
        },
        alone: {
          kind: 'boolean',
          default: false,
          brief: 'Keep the credential in this process, not in the keeper that all runs of this user share',
        },
      },
      positional: {
        kind: 'array',
        parameter: { placeholder: 'command', brief: 'The command and its arguments, after --', parse: String },
        minimum: 1,
      },
    },
    docs: {
      brief,
      customUsage: ['[--profile name] [--trust-project] [--alone] -- command [arguments]'],
      fullDescription: helpText(
        [
          'Opens a gateway for this one run, on a free loopback port, and starts the command pointed at it with a key that',
          'only that gateway knows. Terminal, signals and exit code are those of the command; 127 and 126 mean that there is',
          'no such command, 2 that warmkey could not work (then the command was not started).',
          '',
          'Runs whose source is a command share one keeper, in a daemon that the first of them starts and that ends half a',
          'minute after the last: seven terminals, one call.',
        ].join('\n'),
        [
          ['warmkey run -- claude', 'Claude Code, with the credential that it would use by itself'],
          ['warmkey run --profile work -- claude -p "hello"', 'with a profile of your configuration'],
          ['warmkey run --profile work -- python app.py', 'any program that uses an Anthropic SDK'],
        ],
      ),
    },
  }),
}
