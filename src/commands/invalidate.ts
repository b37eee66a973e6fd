import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import { profileNames } from './completion/profile-names.ts'
import type { WarmkeyContext } from './context.ts'
import type { InvalidateFlags } from './invalidate/invalidate.ts'

const brief = 'Renew the key that is kept, although nothing has refused it'

export const invalidate: WarmkeyCommand = {
  name: 'invalidate',
  brief,
  command: buildCommand<InvalidateFlags, [], WarmkeyContext>({
    loader: async () => (await import('./invalidate/invalidate.ts')).invalidate,
    parameters: {
      flags: {
        profile: {
          kind: 'parsed',
          parse: String,
          proposeCompletions: profileNames,
          optional: true,
          brief: 'Profile of the configuration (default: its default one)',
        },
        json: { kind: 'boolean', default: false, brief: 'Print the outcome as JSON' },
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        'Asks the source for another key at once, for everybody who uses this profile, and forgets which keys were refused. For a person who knows that a key is bad: revoked, of the wrong account, or rotated where warmkey cannot see it.',
        [
          ['warmkey invalidate', 'the default profile'],
          ['warmkey invalidate --profile work', 'another one'],
        ],
      ),
    },
  }),
}
