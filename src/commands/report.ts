import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { ReportFlags } from './report/report.ts'

const brief = 'Put what support needs into one archive, without a key'

export const report: WarmkeyCommand = {
  name: 'report',
  brief,
  command: buildCommand<ReportFlags, [], WarmkeyContext>({
    loader: async () => (await import('./report/report.ts')).report,
    parameters: {
      flags: {
        output: {
          kind: 'parsed',
          parse: String,
          optional: true,
          placeholder: 'file',
          brief: 'File or directory to write it to (default: warmkey-report-TIME.tar.gz here)',
        },
        offline: { kind: 'boolean', default: false, brief: 'Contact nothing beyond this machine' },
        hideHosts: {
          kind: 'boolean',
          default: false,
          brief: 'Number the hosts of your company instead of naming them',
        },
        list: { kind: 'boolean', default: false, brief: 'Only show what would be in it' },
        yes: { kind: 'boolean', default: false, brief: 'Write it without asking' },
        json: { kind: 'boolean', default: false, brief: 'Print as JSON what is in it; written only with --yes' },
      },
      aliases: { o: 'output' },
    },
    docs: {
      brief,
      fullDescription: helpText(
        'Collects what the doctor finds, versions, places of commands, names of profiles, provider and model, the last failed\nrequests with what is known of them, and what --fix has changed. Shows what is in it before it writes. Keys, prompts and\nanswers are not in it, the user, the machine and the home directory are not named; each failed request in it can be had again with `warmkey emulate --case`.',
        [
          ['warmkey report', 'show what would be in it, ask, write it here'],
          ['warmkey report --yes --output /tmp/report.tar.gz', 'for a script'],
          ['warmkey report --list', 'only show what would be in it'],
          ['warmkey report --hide-hosts', 'for a public place: hosts of the company are numbered'],
          ['warmkey report --json', 'only what would be in it, and how large'],
        ],
      ),
    },
  }),
}
