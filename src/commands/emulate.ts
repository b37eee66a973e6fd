import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { EmulateFlags } from './emulate/emulate.ts'

const brief = 'Run a strict copy of the API on this machine, to try things on'

export const emulate: WarmkeyCommand = {
  name: 'emulate',
  brief,
  command: buildCommand<EmulateFlags, [], WarmkeyContext>({
    loader: async () => (await import('./emulate/emulate.ts')).emulate,
    parameters: {
      flags: {
        port: { kind: 'parsed', parse: String, optional: true, brief: 'Port to listen on (default: any free one)' },
        accept: {
          kind: 'parsed',
          parse: String,
          optional: true,
          variadic: true,
          placeholder: 'key',
          brief: 'A key that it accepts, made up by you (default: one that it makes up; may be given several times)',
        },
        life: {
          kind: 'parsed',
          parse: String,
          optional: true,
          placeholder: 'duration',
          brief: 'How long its keys live from its start, as in 60s or 5m (default: for ever)',
        },
        wording: {
          kind: 'parsed',
          parse: String,
          optional: true,
          variadic: true,
          placeholder: 'name',
          brief: 'Refuse in the words of another server (an unknown name lists them; one for each kind of refusal)',
        },
        script: {
          kind: 'parsed',
          parse: String,
          optional: true,
          variadic: true,
          placeholder: 'answer',
          brief: 'Answer the next inference requests so, whatever their key: name[=value][@times]',
        },
        case: {
          kind: 'parsed',
          parse: String,
          optional: true,
          placeholder: 'file',
          brief: 'Answer as a failed request of a report was: the report, FILE#EXCHANGE, or one of its cases',
        },
        json: {
          kind: 'boolean',
          default: false,
          withNegated: false,
          brief: 'Print a line of JSON for each thing that happens',
        },
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        [
          'Behaves as the Anthropic API does, and is as strict: it checks credentials, headers and bodies, answers and streams,',
          'and says why it refused. Listens on loopback until it is ended (Ctrl-C), and then says what it saw.',
          '',
          'Answers for --script: overloaded, rate-limited=SECONDS, status=CODE, wording=NAME, stream=DURATION (a slow one), html',
          '(the sign-in page of a portal), redirect=URL, hang-up, reset. @3 means the next three requests, @all every request.',
        ].join('\n'),
        [
          ['warmkey emulate', 'any free port, one key that lives for ever'],
          [
            'warmkey emulate --life 60s --wording databricks-invalid-token',
            'a key that is refused with 403 after a minute',
          ],
          ['warmkey emulate --script overloaded@2 --script rate-limited=5', 'two 529, then a 429, then as usual'],
          ['warmkey emulate --case warmkey-report.tar.gz', 'the last failure of somebody else’s report'],
          ['warmkey emulate --port 9400 --accept sk-made-up --json', 'for a program'],
        ],
      ),
    },
  }),
}
