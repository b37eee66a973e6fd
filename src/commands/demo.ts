import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { DemoFlags } from './demo/demo.ts'

const brief = 'See it work: an expired key and a real denial, without warmkey and with it'

export const demo: WarmkeyCommand = {
  name: 'demo',
  brief,
  command: buildCommand<DemoFlags, [], WarmkeyContext>({
    loader: async () => (await import('./demo/demo.ts')).demo,
    parameters: {
      flags: {
        noClient: {
          kind: 'boolean',
          default: false,
          withNegated: false,
          brief: 'Leave the real Claude Code out, and its download',
        },
        client: {
          kind: 'parsed',
          parse: clientVersion,
          optional: true,
          brief:
            'Show this version of Claude Code, fetched from npm (default: the one on this machine, else the current one)',
        },
        json: {
          kind: 'boolean',
          default: false,
          withNegated: false,
          brief: 'Print what was measured as JSON, and nothing else',
        },
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        [
          'Starts a strict copy of the API on this machine and lets keys expire there, first under the official SDK, then under',
          'the real Claude Code, which is fetched from npm where there is none. Everything is really run and measured; every key',
          'is made up, your own keys and settings are not looked at. Ends with 0 when each line came out as it should.',
        ].join('\n'),
        [
          ['warmkey demo', 'both acts'],
          ['warmkey demo --no-client', 'two seconds, nothing to download'],
          ['warmkey demo --client 2.1.197', 'the version whose first prompt after lunch failed'],
        ],
      ),
    },
  }),
}

function clientVersion(text: string): string {
  if (!/^\d+\.\d+\.\d+$/.test(text))
    throw new RangeError(`${text} is no version of Claude Code; write it like 2.1.329.`)
  return text
}
