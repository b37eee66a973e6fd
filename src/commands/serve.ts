import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { ServeFlags } from './serve/serve.ts'

export const serve: WarmkeyCommand = {
  name: 'serve',
  brief: 'Run the gateway in the foreground, with the profiles of the configuration file',
  command: buildCommand<ServeFlags, [], WarmkeyContext>({
    loader: async () => (await import('./serve/serve.ts')).serve,
    parameters: {
      flags: {
        profile: {
          kind: 'parsed',
          parse: String,
          optional: true,
          variadic: true,
          brief: 'Serve this profile only (may be given several times)',
        },
        port: {
          kind: 'parsed',
          parse: portNumber,
          optional: true,
          brief: 'Port to listen on, 0 for any free one (default: listen.port of the configuration, 9276)',
        },
        keyFile: {
          kind: 'parsed',
          parse: String,
          optional: true,
          brief: 'File of mode 0600 that keeps the local key across restarts; made when it is not there',
        },
        events: {
          kind: 'boolean',
          default: false,
          brief: 'Print each step as a line of JSON on stderr (no prompt, no secret)',
        },
        json: { kind: 'boolean', default: false, brief: 'Print addresses and keys as JSON' },
        startedBy: {
          kind: 'enum',
          values: ['up', 'service', 'run'],
          optional: true,
          hidden: true,
          brief: 'Who has started it in the background',
        },
      },
    },
    docs: {
      brief: 'Run the gateway in the foreground, with the profiles of the configuration file',
      fullDescription: helpText(
        [
          'Listens on loopback until it is ended (Ctrl-C, SIGTERM, `warmkey down`), then lets running answers finish. Every',
          'caller needs a local key: the one that is printed at the start, or one that `connect` gave out. It is the same',
          'daemon that `warmkey up` starts in the background, and a changed configuration is taken over while it runs.',
        ].join('\n'),
        [
          ['warmkey serve', 'all profiles, on 127.0.0.1:9276'],
          ['warmkey serve --profile work --port 0 --json', 'one profile, any free port, for a program to read'],
          ['warmkey serve --key-file ~/.config/warmkey/local-key', 'the same local key after a restart'],
        ],
      ),
    },
  }),
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new RangeError(`${text} is not a port; use a number from 0 to 65535.`)
  return port
}
