import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { LoginFlags } from './login/login.ts'

const brief = 'Give what only a person has: the code of a device'

export const login: WarmkeyCommand = {
  name: 'login',
  brief,
  command: buildCommand<LoginFlags, [], WarmkeyContext>({
    loader: async () => (await import('./login/login.ts')).login,
    parameters: {
      flags: {
        profile: {
          kind: 'parsed',
          parse: String,
          optional: true,
          brief: 'Profile of the configuration (default: the one that counts here)',
        },
        awsProfile: {
          kind: 'parsed',
          parse: String,
          optional: true,
          brief: 'AWS profile instead, for runs without a configuration',
        },
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        'Asks whether the credential can be had, and for the code of a device where a role of AWS wants one. The daemon opens a session with it, holds it in memory for half a day, and uses it for every role of that user; nothing is written. Where somebody has to sign in elsewhere, it says what to type. Without a terminal the code is read from standard input.',
        [
          ['warmkey login', 'the profile that counts here'],
          ['warmkey login --aws-profile admin', 'the roles of this AWS profile'],
        ],
      ),
    },
  }),
}
