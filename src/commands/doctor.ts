import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { DoctorFlags } from './doctor/doctor.ts'

const brief = 'Find out why Claude Code is not answered here, and what to type'

const text = (word: string): string => word

export const doctor: WarmkeyCommand = {
  name: 'doctor',
  brief,
  command: buildCommand<DoctorFlags, [], WarmkeyContext>({
    loader: async () => (await import('./doctor/doctor.ts')).doctor,
    parameters: {
      flags: {
        only: {
          kind: 'parsed',
          parse: text,
          variadic: ',',
          optional: true,
          brief: 'Only these checks, and what they rest on',
          placeholder: 'check',
        },
        list: { kind: 'boolean', default: false, brief: 'Name every check and end' },
        offline: { kind: 'boolean', default: false, brief: 'Contact nothing beyond this machine' },
        model: {
          kind: 'parsed',
          parse: text,
          optional: true,
          brief: 'The model to ask for (default: what the settings say)',
          placeholder: 'name',
        },
        spend: {
          kind: 'boolean',
          default: false,
          brief: 'Allow one message of one token, where an endpoint answers no free question',
        },
        verbose: { kind: 'boolean', default: false, brief: 'Show the evidence of every check' },
        fix: {
          kind: 'boolean',
          default: false,
          brief: 'Propose one change at a time, try it, keep it only if it helps',
        },
        undo: { kind: 'boolean', default: false, brief: 'Take the last change of --fix back, byte for byte' },
        journal: { kind: 'boolean', default: false, brief: 'Show what --fix has changed, and what came of it' },
        yes: { kind: 'boolean', default: false, brief: 'With --fix: agree beforehand' },
        json: { kind: 'boolean', default: false, brief: 'Print it as JSON' },
      },
      aliases: { v: 'verbose' },
    },
    docs: {
      brief,
      fullDescription: helpText(
        'Looks at the settings, the shell, the helper, the network and the endpoint as Claude Code would use them here, and\nproves each by doing. It changes nothing without --fix, and a subscription login is never sent anywhere. Exit code 0 when nothing is\nwrong, 1 when something is, 2 when it could not look.',
        [
          ['warmkey doctor', 'everything'],
          ['warmkey doctor --offline', 'without the network'],
          ['warmkey doctor --only credential-accepted', 'one check and what it rests on'],
          ['warmkey doctor --fix', 'and mend it, one change at a time'],
          ['warmkey doctor --json', 'for a program'],
        ],
      ),
    },
  }),
}
