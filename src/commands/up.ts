import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { UpFlags } from './up/up.ts'

const brief = 'Start the daemon of this user in the background, or replace an older one'

export const up: WarmkeyCommand = {
  name: 'up',
  brief,
  command: buildCommand<UpFlags, [], WarmkeyContext>({
    loader: async () => (await import('./up/up.ts')).up,
    parameters: {
      flags: {
        install: {
          kind: 'boolean',
          default: false,
          brief: 'As a service of this user, which is there after a reboot (systemd, launchd, Windows task)',
        },
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        [
          'One daemon for each user keeps the credentials and serves the gateway, on the port that the configuration says.',
          'It takes a changed configuration over while it runs, and refuses a broken one. A daemon of another version is',
          'replaced; answers that still run are finished by the old one.',
        ].join('\n'),
        [
          ['warmkey up', 'start it'],
          ['warmkey up --install', 'and have it started after each login'],
          ['warmkey status', 'see what it keeps'],
        ],
      ),
    },
  }),
}
