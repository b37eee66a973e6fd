import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'
import type { LoginFlags } from './login/login.ts'

const brief = 'Sign in where a source needs you: the code of a device, SSO in a browser'

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
        [
          'Asks whether the credential can be had. Where a role of AWS wants the code of a device, it is asked for; the daemon',
          'opens a session with it, holds it in memory for half a day, and uses it for every role of that user. Where a session',
          'of AWS SSO is over, it shows the page to open, and leaves the token where `aws sso login` would. Everything that',
          'waited goes on by itself. Without a terminal a code is read from standard input.',
        ].join('\n'),
        [
          ['warmkey login', 'the profile that counts here'],
          ['warmkey login --aws-profile admin', 'the roles of this AWS profile'],
        ],
      ),
    },
  }),
}
