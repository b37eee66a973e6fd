import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import { profileNames } from './completion/profile-names.ts'
import type { ConnectFlags } from './connect/connect.ts'
import type { WarmkeyContext } from './context.ts'

const brief = "Write a tool's settings once, so that it always works with a warm key"

export const connect: WarmkeyCommand = {
  name: 'connect',
  brief,
  command: buildCommand<ConnectFlags, [string], WarmkeyContext>({
    loader: async () => (await import('./connect/connect.ts')).connect,
    parameters: {
      flags: {
        scope: {
          kind: 'enum',
          values: ['user', 'project', 'local'],
          optional: true,
          brief:
            'Whose settings: yours everywhere (user, the default), those of this project, yours in this project (local)',
        },
        mode: {
          kind: 'enum',
          values: ['gateway', 'helper'],
          optional: true,
          brief:
            'gateway (the default): requests go through warmkey. helper: the tool asks `warmkey token` for its key',
        },
        profile: {
          kind: 'parsed',
          parse: String,
          proposeCompletions: profileNames,
          optional: true,
          brief: 'Profile of the configuration (default: its default one)',
        },
        dryRun: { kind: 'boolean', default: false, brief: 'Show the change and write nothing' },
        yes: { kind: 'boolean', default: false, brief: 'Write without asking' },
        prove: {
          kind: 'boolean',
          default: false,
          brief: 'Send one real request through the real tool afterwards, which costs what a prompt costs',
        },
        json: { kind: 'boolean', default: false, brief: 'Print the result as JSON' },
      },
      positional: {
        kind: 'tuple',
        parameters: [{ placeholder: 'tool', brief: 'claude-code or opencode', parse: String }],
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        [
          'Shows what changes in the settings file of the tool, asks, writes it, and keeps every byte from before for',
          '`warmkey disconnect`. Starts the daemon when there is none. Gateway mode writes a local key, which opens nothing but',
          'the gateway on this machine; it is not written into a file that git tracks. Says what would still win over the',
          'settings, and what the tool cannot do while it is connected.',
        ].join('\n'),
        [
          ['warmkey connect claude-code', 'show, ask, write, prove'],
          ['warmkey connect claude-code --dry-run', 'show only'],
          ['warmkey connect claude-code --profile work --yes --prove', 'without questions, for scripts'],
          ['warmkey connect claude-code --scope local', 'in this project alone, not in git'],
          ['warmkey connect claude-code --mode helper', 'as its apiKeyHelper'],
        ],
      ),
    },
  }),
}
